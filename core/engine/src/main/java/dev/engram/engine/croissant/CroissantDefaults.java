package dev.engram.engine.croissant;

import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Completes the hyperparameters of a data set by Croissant metadata in the folder of its file: {@code croissant.json},
 * or {@code metadata.json} if it is Croissant. What a suite says wins. What is filled in becomes part of the settings
 * of a run, as if it were written in the suite: of its identity, its record and what is sent to workers.
 *
 * <ul>
 *   <li>{@code target}: the column of the field with the type {@code cr:Label}; the name of a field stands for its
 *       column.
 *   <li>{@code classes}: false if the target is of type {@code sc:Float}, {@code cr:Float32} and the like, or
 *       {@code sc:Number}.
 *   <li>{@code categories}: the columns that refer to an enumeration.
 *   <li>{@code header}: yes, since columns have names.
 * </ul>
 */
public final class CroissantDefaults {
    private static final String TARGET = "target";
    private static final String CLASSES = "classes";
    private static final String CATEGORIES = "categories";
    private static final String DROP = "drop";
    private static final String HEADER = "header";

    private final Problems problems;
    /** What was found next to each file: the cells of a suite ask for the same one. */
    private final Map<Path, Optional<CroissantMetadata>> known = new HashMap<>();

    /** @param problems gets what is wrong with metadata */
    public CroissantDefaults(Problems problems) {
        this.problems = problems;
    }

    /**
     * Returns the hyperparameters of a data set with those that metadata give.
     *
     * @param given the hyperparameters that are written in the suite
     * @param names the names of all hyperparameters of the data set
     * @param data the file that it reads
     * @param path the path of the data set, for messages
     */
    public Node.Mapping complete(Node.Mapping given, Set<String> names, Path data, String path) {
        if (!names.contains(TARGET) || isComplete(given, names)) {
            return given;
        }
        Location location = given.location();
        Optional<CroissantMetadata> found = known.computeIfAbsent(data, d -> read(d, location, path));
        if (found.isEmpty() || found.get().fields().isEmpty()) {
            return given;
        }
        CroissantMetadata metadata = found.get();
        Optional<CroissantField> target = target(given, metadata, path);
        List<Node.Pair> more = new ArrayList<>();
        target.ifPresent(t -> more.add(pair(TARGET, location, text(location, t.column()))));
        if (names.contains(CLASSES)
                && given.get(CLASSES) == null
                && target.filter(CroissantField::isNumber).isPresent()) {
            more.add(pair(CLASSES, location, new Node.Scalar(location, "false", true)));
        }
        if (names.contains(HEADER) && given.get(HEADER) == null) {
            more.add(pair(HEADER, location, text(location, "yes")));
        }
        if (names.contains(CATEGORIES) && given.get(CATEGORIES) == null) {
            more.add(pair(CATEGORIES, location, categories(given, metadata, target)));
        }
        return given.withAll(location, more);
    }

    private static boolean isComplete(Node.Mapping given, Set<String> names) {
        return given.keys().containsAll(names);
    }

    private static Node.Pair pair(String key, Location location, Node value) {
        return new Node.Pair(key, location, value);
    }

    private static Node.Scalar text(Location location, String text) {
        return new Node.Scalar(location, text, false);
    }

    private Optional<CroissantMetadata> read(Path data, Location location, String path) {
        try {
            Optional<CroissantMetadata> found = CroissantMetadata.nextTo(data);
            if (found.isPresent() && Files.isRegularFile(data)) {
                requireChecksum(found.get(), data, location, path);
            }
            return found;
        } catch (IOException e) {
            problems.add(location, path, e.getMessage());
            return Optional.empty();
        }
    }

    private void requireChecksum(CroissantMetadata metadata, Path data, Location location, String path)
            throws IOException {
        if (!metadata.sha256().isEmpty() && !metadata.sha256().equalsIgnoreCase(sha256(data))) {
            problems.add(
                    location,
                    path,
                    data + ": its SHA-256 is not the one in " + metadata.source()
                            + "; fetch the file again, or move the metadata away");
        }
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Returns the field of the target that the suite names, or else the label. */
    private Optional<CroissantField> target(Node.Mapping given, CroissantMetadata metadata, String path) {
        List<CroissantField> fields = metadata.fields();
        if (given.get(TARGET) instanceof Node.Scalar wanted) {
            return fields.stream()
                    .filter(f -> f.column().equals(wanted.text()))
                    .findFirst()
                    .or(() -> fields.stream()
                            .filter(f -> f.name().equals(wanted.text()))
                            .findFirst());
        }
        List<CroissantField> labels =
                fields.stream().filter(CroissantField::isLabel).toList();
        if (labels.size() > 1) {
            problems.add(
                    given.location(),
                    path,
                    metadata.source() + ": names several labels, "
                            + labels.stream().map(CroissantField::column).collect(Collectors.joining(", "))
                            + "; choose one as target");
        }
        return labels.stream().findFirst();
    }

    private static Node.Sequence categories(
            Node.Mapping given, CroissantMetadata metadata, Optional<CroissantField> target) {
        Set<String> dropped = given.get(DROP) instanceof Node.Sequence list
                ? list.items().stream().map(Node::text).collect(Collectors.toSet())
                : Set.of();
        return new Node.Sequence(
                given.location(),
                metadata.fields().stream()
                        .filter(CroissantField::category)
                        .map(CroissantField::column)
                        .filter(c -> !dropped.contains(c)
                                && target.filter(t -> t.column().equals(c)).isEmpty())
                        .<Node>map(c -> text(given.location(), c))
                        .toList());
    }
}
