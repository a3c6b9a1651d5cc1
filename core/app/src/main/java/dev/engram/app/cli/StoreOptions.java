package dev.engram.app.cli;

import dev.engram.app.run.FileErrors;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that uses the store. */
final class StoreOptions {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "Where results and the log go (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--store",
            paramLabel = "FILE|URL",
            description = "What keeps the runs: a file (default: engram.db in the folder of --out), or a PostgreSQL"
                    + " database, as jdbc:postgresql://HOST/DATABASE?user=NAME.")
    private String store;

    Path logFile() {
        return out.resolve("engram.log");
    }

    /** Is there a store already? Also where there can be none: opening it says why. */
    boolean exists() {
        try {
            return location().startsWith("jdbc:") || Files.exists(Path.of(location()));
        } catch (InvalidPathException e) {
            return true;
        }
    }

    /** Makes the folder of the results, or refuses before anything has been run in vain. */
    void createOutputFolder() {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw UserError.because(
                    "--out " + out + ": the folder cannot be made (" + FileErrors.reason(e) + "); name another one");
        }
        if (!Files.isWritable(out)
                || Files.exists(logFile()) && (Files.isDirectory(logFile()) || !Files.isWritable(logFile()))) {
            throw UserError.because("--out " + out + ": the log " + logFile()
                    + " cannot be written; change the permissions, or name another folder");
        }
    }

    String location() {
        return store == null ? out.resolve("engram.db").toString() : store;
    }

    /** For messages, without the settings of an address: one may be a password. */
    String displayName() {
        return location().startsWith("jdbc:") ? location().replaceFirst("\\?.*", "") : location();
    }

    /** One that is there already. */
    Store openExisting() {
        if (!exists()) {
            throw UserError.because(
                    "there is no store " + displayName() + "; name one with --store, or its folder with --out");
        }
        return open();
    }

    /** Nothing as long as it is not there: another process may be about to make it. */
    Optional<Store> openIfPresent() {
        return exists() ? Optional.of(Stores.open(location())) : Optional.empty();
    }

    /** Words that name the same store to another command. A password is none of them. */
    List<String> toArguments() {
        return store != null
                ? List.of("--store", store.replaceAll("(?<=[?&])password=[^&]*&?", ""))
                : List.of("--out", out.toString());
    }

    Store open() {
        try {
            return Stores.open(location());
        } catch (StoreException e) {
            throw UserError.because(e.getMessage());
        }
    }
}
