package dev.engram.app.cli.options;

import dev.engram.app.run.FileErrors;
import dev.engram.engine.plugins.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A file with the checksum of every plugin, one per line: id, version and SHA-256, separated by tabs. */
public final class LockFile {
    public static final String DEFAULT_FILE = "engram.lock";
    private static final String HEADER =
            "# Plugins that 'engram run --locked' accepts; written by 'engram plugins lock'.";

    private LockFile() {}

    public static void write(Path file, List<Origin> plugins) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        entries(plugins).forEach((id, rest) -> lines.add(id + "\t" + rest));
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw UserError.because(file + " cannot be written (" + FileErrors.reason(e) + "); choose another file");
        }
    }

    private static Map<String, String> entries(List<Origin> plugins) {
        Map<String, String> entries = new TreeMap<>();
        plugins.forEach(o -> entries.put(o.plugin(), o.version() + "\t" + o.sha256()));
        return entries;
    }

    /** Throws {@link UserError} unless the plugins are exactly those of the file. */
    public static void check(Path file, List<Origin> plugins) {
        Map<String, String> locked = read(file), present = entries(plugins);
        TreeSet<String> ids = new TreeSet<>(locked.keySet());
        ids.addAll(present.keySet());
        List<String> problems = new ArrayList<>();
        for (String id : ids) {
            if (!present.containsKey(id)) {
                problems.add(file + ": plugin " + id
                        + " is locked but not loaded; add it with --plugins, or update the lock file with"
                        + " 'engram plugins lock'");
            } else if (!locked.containsKey(id)) {
                problems.add(file + ": plugin " + id
                        + " is loaded but not locked; leave it out, or update the lock file with 'engram"
                        + " plugins lock'");
            } else if (!present.get(id).equals(locked.get(id))) {
                problems.add(file + ": plugin " + id + " is " + describe(present.get(id)) + ", but the lock file has "
                        + describe(locked.get(id))
                        + "; restore the locked version, or update the lock file with 'engram plugins lock'");
            }
        }
        if (!problems.isEmpty()) {
            throw UserError.because(problems);
        }
    }

    private static String describe(String entry) {
        return entry.replace("\t", " sha256 ");
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> locked = new TreeMap<>();
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw UserError.because(file + ": the lock file cannot be read (" + FileErrors.reason(e)
                    + "); write one with 'engram plugins lock'");
        }
        for (int i = 0; i < lines.size(); i++) {
            String[] parts = lines.get(i).split("\t");
            if (parts.length == 3) {
                locked.put(parts[0], parts[1] + "\t" + parts[2]);
            } else if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
                throw UserError.because(file + ":" + (i + 1)
                        + ":1 not a line of a lock file (id, version and checksum, separated by tabs); write"
                        + " the file again with 'engram plugins lock'");
            }
        }
        return locked;
    }
}
