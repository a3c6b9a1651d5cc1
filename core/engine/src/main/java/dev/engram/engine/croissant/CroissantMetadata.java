package dev.engram.engine.croissant;

import dev.engram.engine.json.JsonReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The description of one data file.
 *
 * @param source the file with the description
 * @param sha256 the checksum that the data file should have; "" if there is none
 * @param fields its columns
 */
record CroissantMetadata(Path source, String sha256, List<CroissantField> fields) {
    /** A file of this name is always Croissant. */
    private static final String OWN_NAME = "croissant.json";
    /** Files of this name may be of another kind. */
    private static final String COMMON_NAME = "metadata.json";

    private static final String FORMAT = "mlcommons.org/croissant";
    private static final long MAX_BYTES = 20_000_000;

    /**
     * Returns the description in the folder of a data file; empty if there is none, or it does not mention the file. A
     * file is mentioned by its name, or by a pattern of a file set. Only the last part of an address or a pattern
     * counts, since files may have been fetched into any folder.
     *
     * @throws IOException if it cannot be read; the message says why, and what to do
     */
    static Optional<CroissantMetadata> nextTo(Path data) throws IOException {
        Path own = data.resolveSibling(OWN_NAME);
        Path common = data.resolveSibling(COMMON_NAME);
        if (Files.isRegularFile(own)) {
            return of(own, data);
        }
        boolean isCroissant = Files.isRegularFile(common)
                && Files.size(common) <= MAX_BYTES
                && new String(Files.readAllBytes(common), StandardCharsets.UTF_8).contains(FORMAT);
        return isCroissant ? of(common, data) : Optional.empty();
    }

    private static Optional<CroissantMetadata> of(Path source, Path data) throws IOException {
        Map<String, Object> root = read(source);
        String name = data.getFileName().toString();
        for (Map<?, ?> file : JsonObjects.objects(root, "distribution")) {
            String url = JsonObjects.text(file, "contentUrl");
            if (name.equals(url.substring(url.lastIndexOf('/') + 1)) || name.equals(JsonObjects.text(file, "name"))) {
                return Optional.of(new CroissantMetadata(
                        source, JsonObjects.text(file, "sha256"), fields(root, "fileObject", JsonObjects.id(file))));
            }
        }
        return fileSet(source, root, name);
    }

    private static Optional<CroissantMetadata> fileSet(Path source, Map<String, Object> root, String name)
            throws IOException {
        Map<String, List<CroissantField>> found = new LinkedHashMap<>();
        for (Map<?, ?> set : JsonObjects.objects(root, "distribution")) {
            List<CroissantField> columns = fields(root, "fileSet", JsonObjects.id(set));
            if (!columns.isEmpty() && FilePatterns.of(source, set).contain(name)) {
                found.put(JsonObjects.id(set), columns);
            }
        }
        if (Set.copyOf(found.values()).size() > 1) {
            throw new IOException(source + ": several file sets may contain " + name + " and describe its columns"
                    + " differently: " + String.join(", ", found.keySet()) + "; remove all but one, or move the file"
                    + " away");
        }
        return found.values().stream().findFirst().map(columns -> new CroissantMetadata(source, "", columns));
    }

    private static Map<String, Object> read(Path source) throws IOException {
        String remedy = "; correct it, or move it away";
        if (Files.size(source) > MAX_BYTES) {
            throw new IOException(source + ": has more than " + MAX_BYTES + " bytes" + remedy);
        }
        try {
            return JsonReader.object(Files.readString(source));
        } catch (MalformedInputException e) {
            throw new IOException(source + ": is not text in UTF-8" + remedy, e);
        } catch (IOException e) {
            throw new IOException(source + ": cannot be read as JSON (" + e.getMessage() + ")" + remedy, e);
        }
    }

    private static List<CroissantField> fields(Map<String, Object> root, String kind, String resource) {
        List<Map<?, ?>> sets = JsonObjects.objects(root, "recordSet");
        Set<String> enumerations = sets.stream()
                .filter(s -> JsonObjects.texts(s, "dataType").stream().anyMatch(t -> t.endsWith("Enumeration")))
                .map(JsonObjects::id)
                .collect(Collectors.toSet());
        List<CroissantField> fields = new ArrayList<>();
        for (Map<?, ?> set : sets) {
            for (Map<?, ?> field : JsonObjects.objects(set, "field")) {
                Map<?, ?> from = JsonObjects.object(field, "source");
                String column = JsonObjects.text(JsonObjects.object(from, "extract"), "column");
                if (JsonObjects.id(from, kind).equals(resource) && !column.isEmpty()) {
                    fields.add(new CroissantField(
                            name(field), column, JsonObjects.texts(field, "dataType"), refers(field, enumerations)));
                }
            }
        }
        return List.copyOf(fields);
    }

    /** A field without a name has one at the end of its id. */
    private static String name(Map<?, ?> field) {
        String name = JsonObjects.text(field, "name");
        String id = JsonObjects.id(field);
        return name.isEmpty() ? id.substring(id.lastIndexOf('/') + 1) : name;
    }

    private static boolean refers(Map<?, ?> field, Set<String> enumerations) {
        Map<?, ?> references = JsonObjects.object(field, "references");
        String id = references.containsKey("field")
                ? JsonObjects.id(references, "field")
                : JsonObjects.id(field, "references");
        return enumerations.contains(id) || enumerations.contains(id.substring(0, Math.max(0, id.lastIndexOf('/'))));
    }
}
