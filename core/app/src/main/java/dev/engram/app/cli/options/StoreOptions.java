package dev.engram.app.cli.options;

import dev.engram.app.run.FileErrors;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.store.sql.Stores;
import dev.engram.engine.text.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Options of every command that uses the store. */
public final class StoreOptions {
    private static final String DEFAULT_OUT = "results";
    private static final Pattern PASSWORD = Pattern.compile("jdbc:postgresql:.*([?&]password=|//[^/@]*:[^/@]*@)");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = DEFAULT_OUT,
            description = "Folder for results and the log (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--store",
            paramLabel = "FILE|URL",
            description = {
                "Store of runs: a file (default: engram.db in the --out folder), or a PostgreSQL database:",
                "  jdbc:postgresql://HOST/DATABASE?user=NAME",
                "Its user can also be given by PGUSER. Its password is read from PGPASSWORD, a password file"
                        + " (PGPASSFILE, ~/.pgpass) or a service file (?service=NAME)."
            })
    private String store;

    /** Returns a warning about a password in the address of a store, which the list of processes shows. */
    public static Optional<String> passwordWarning(String... args) {
        boolean shown = Arrays.stream(args).map(PASSWORD::matcher).anyMatch(Matcher::find);
        return shown
                ? Optional.of("warning: every user of this machine can see the password in --store; set PGPASSWORD"
                        + " instead, or use a password file (PGPASSFILE) or a service file (?service=NAME)")
                : Optional.empty();
    }

    public Path logFile() {
        return out.resolve("engram.log");
    }

    /**
     * Checks the folder of results of a command whose own output is named by {@code --to}.
     *
     * @param suite the suite whose results are read
     * @throws UserError if {@code --out} names something else, probably that output
     */
    public void requireResults(Path suite) {
        if (store == null && !out.equals(Path.of(DEFAULT_OUT)) && !Files.isDirectory(out)) {
            throw UserError.because("--out " + out + ": this folder of results does not exist; 'engram run "
                    + ShellWord.quote(suite) + " --out " + ShellWord.quote(out)
                    + "' creates it (--to names the output of this command)");
        }
    }

    /** Returns whether the store exists. True for an invalid location as well: opening it then reports the problem. */
    public boolean exists() {
        try {
            return location().startsWith("jdbc:") || Files.exists(Path.of(location()));
        } catch (InvalidPathException e) {
            return true;
        }
    }

    /** Creates the folder for results; throws {@link UserError} if it is not usable, before time is spent on runs. */
    public void createOutputFolder() {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw UserError.because("--out " + out + ": the folder cannot be created (" + FileErrors.reason(e)
                    + "); choose another folder");
        }
        if (!Files.isWritable(out)
                || Files.exists(logFile()) && (Files.isDirectory(logFile()) || !Files.isWritable(logFile()))) {
            throw UserError.because("--out " + out + ": the log " + logFile()
                    + " cannot be written; change its permissions, or choose another folder");
        }
    }

    /** Returns the location for programs that run in another folder, without a password. */
    public String portableLocation() {
        return location().startsWith("jdbc:")
                ? withoutPassword(location())
                : Path.of(location()).toAbsolutePath().normalize().toString();
    }

    private static String withoutPassword(String url) {
        return url.replaceAll("(?<=[?&])password=[^&]*&?", "");
    }

    /** Returns the folder with a folder for each job that workers make. */
    public Path jobsFolder() {
        return out.resolve("jobs").toAbsolutePath().normalize();
    }

    public String location() {
        return store == null ? out.resolve("engram.db").toString() : store;
    }

    /** Returns the options of a command in a message, after a space; empty for the default place. */
    public String shown() {
        if (store != null) {
            return " --store " + ShellWord.quote(displayName());
        }
        return out.equals(Path.of(DEFAULT_OUT)) ? "" : " --out " + ShellWord.quote(out);
    }

    /** Returns whether a store was named, and the place is not that of {@code --out}. */
    public boolean isNamed() {
        return store != null;
    }

    /** Returns the location for messages, without the parameters of a URL: one may be a password. */
    public String displayName() {
        return location().startsWith("jdbc:") ? location().replaceFirst("\\?.*", "") : location();
    }

    /** Opens the store; throws {@link UserError} if it does not exist. */
    public Store openExisting() {
        checkExists();
        return open();
    }

    /**
     * Opens the store for a worker, which may start together with many others. A server that is busy is asked again.
     *
     * @param own whether only this worker uses the store, which need not exist then
     */
    public Store openForWorker(boolean own) {
        if (!own) {
            checkExists();
        }
        return orUserError(() -> Stores.openForWorker(location()));
    }

    private static Store orUserError(Supplier<Store> opening) {
        try {
            return opening.get();
        } catch (StoreException e) {
            throw UserError.because(e);
        }
    }

    /** Opens the store to read it; throws {@link UserError} if it does not exist. */
    public Store openExistingToRead() {
        checkExists();
        return openToRead();
    }

    private void checkExists() {
        if (!exists()) {
            throw UserError.because(
                    "there is no store " + displayName() + "; give its file with --store, or its folder with --out");
        }
    }

    /** Opens the store, or returns empty if it does not exist (yet: another process may create it). */
    public Optional<Store> openIfPresent() {
        return exists() ? Optional.of(Stores.openToRead(location())) : Optional.empty();
    }

    /** Returns the arguments that make another command use the same store, without a password. */
    public List<String> toArguments() {
        return store != null ? List.of("--store", withoutPassword(store)) : List.of("--out", out.toString());
    }

    public Store open() {
        return orUserError(() -> Stores.open(location()));
    }

    /** Opens the store, which need not allow writing. */
    public Store openToRead() {
        return orUserError(() -> Stores.openToRead(location()));
    }
}
