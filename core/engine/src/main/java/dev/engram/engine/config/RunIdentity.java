package dev.engram.engine.config;

import dev.engram.engine.plugins.Entry;
import dev.engram.engine.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * The identity of a run, under which it is stored. Runs with the same identity have the same numbers. It is a hash of
 * the settings with all defaults, the contents of the files that are read (not their location), the version of every
 * component, and the seed. The suite and the cell do not enter: the same run in another suite is the same run. Metrics
 * and listeners enter, although they change no other number, because a stored run has exactly what its settings name.
 *
 * <p>A component that does not come with Engram also enters with the checksum of its file (source, jar, or zip with its
 * libraries), since its author changes its numbers more often than its version. A component of Engram enters only with
 * its version, so that a new build of the same source keeps its runs.
 */
public final class RunIdentity {
    private static final int DIGITS = 32;
    /**
     * Increased when the engine itself computes other numbers for the same settings: trainer, streams, splits, kernels.
     */
    private static final int NUMERICS_VERSION = 1;

    private RunIdentity() {}

    /**
     * Returns the identity, 32 hex digits.
     *
     * @param contents the checksum of the contents of a file. It is asked for all files that a data set reads, and for
     *     the files that other components name, but not for a folder that a data set names
     */
    public static String of(RunSpec run, long seed, Function<Path, String> contents) {
        return of(settings(run, contents), seed);
    }

    /**
     * Returns the identity.
     *
     * @param settings the result of {@link #settings}
     */
    public static String of(String settings, long seed) {
        return seeded(settings).apply(seed);
    }

    /** Returns the identity as a function of the seed. What the seeds share is hashed once. */
    public static LongFunction<String> seeded(String settings) {
        MessageDigest shared = sha256();
        shared.update(settings.getBytes(StandardCharsets.UTF_8));
        return seed -> {
            try {
                MessageDigest own = (MessageDigest) shared.clone();
                byte[] digest = own.digest(line(seed).getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest).substring(0, DIGITS);
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
            }
        };
    }

    private static String line(long seed) {
        return "seed: " + seed + "\n";
    }

    /** Returns the text that is hashed, for messages about the difference between two runs. */
    public static String text(RunSpec run, long seed, Function<Path, String> contents) {
        return settings(run, contents) + line(seed);
    }

    /** Returns the part of the hashed text without the seed: the same for all runs of a cell. */
    public static String settings(RunSpec run, Function<Path, String> contents) {
        Function<Path, String> hashed = p -> YamlWriter.quoted("sha256 " + contents.apply(p));
        StringBuilder b = new StringBuilder();
        boolean given = run.task() instanceof RunSpec.Learning l && l.start().isPresent();
        if (!given && run.recipes().allMatch(r -> r.files().isEmpty())) {
            b.append(run.text());
        } else if (run.task() instanceof RunSpec.Learning l) {
            boolean read = !dataFiles(l).isEmpty() || !dataIdentity(l, contents).isEmpty();
            b.append(RunSpecWriter.write(run, hashed, read ? p -> "file" : hashed));
        } else {
            b.append(RunSpecWriter.write(run, hashed));
        }
        if (run.task() instanceof RunSpec.Learning l) {
            dataFiles(l).forEach(p -> b.append("file: ").append(hashed.apply(p)).append('\n'));
            String identity = dataIdentity(l, contents);
            if (!identity.isEmpty()) {
                b.append("data: ").append(YamlWriter.quoted(identity)).append('\n');
            }
        }
        parts(run).forEach(p -> b.append("part: ").append(p).append('\n'));
        return b.append("numerics: ").append(NUMERICS_VERSION).append('\n').toString();
    }

    private static List<Path> dataFiles(RunSpec.Learning l) {
        return l.data().dataset().get().files();
    }

    private static String dataIdentity(RunSpec.Learning l, Function<Path, String> contents) {
        return ContentHashes.identity(contents, l.data().dataset().get());
    }

    private static TreeSet<String> parts(RunSpec run) {
        TreeSet<String> parts = new TreeSet<>();
        run.recipes().flatMap(r -> r.parts().stream()).forEach(e -> parts.add(part(e)));
        return parts;
    }

    private static String part(Entry e) {
        String file = e.origin().identity();
        return e.id() + "@" + e.version() + (file.isEmpty() ? "" : " " + file);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
