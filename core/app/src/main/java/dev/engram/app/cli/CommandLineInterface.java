package dev.engram.app.cli;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.SetupSupervisor;
import dev.engram.app.run.Version;
import dev.engram.engine.plugins.ComponentSetup;
import dev.engram.engine.yaml.NameSuggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line, {@code engram COMMAND}, with one class for each command. */
public final class CommandLineInterface {
    private final Console console;

    public CommandLineInterface(Console console) {
        this.console = console;
    }

    @Command(
            name = "engram",
            description =
                    "Compare learning rules, losses and optimizers: run a YAML suite and read a side-by-side table.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            footer = {
                "",
                "Exit codes: 0 no run failed; 1 a run failed, or the command was interrupted; 2 the input is invalid"
                        + " and nothing was run.",
                "",
                "Width: tables are as wide as the terminal, or 140 columns in files and pipes, and on Windows. The"
                        + " environment variable COLUMNS sets another width."
            })
    static final class Root {}

    static final class VersionProvider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"engram " + Version.engram() + " (Java " + Runtime.version() + ")"};
        }
    }

    /** Executes a command and returns its exit code. */
    public int run(String... args) {
        CommandLine line = new CommandLine(new Root());
        if (args.length != 1 || !args[0].equals("--version")) { // reading the options of all commands takes longer
            Commands.reachableFrom(args.length == 0 ? "" : args[0], console).forEach(line::addSubcommand);
        }
        line.setOut(new java.io.PrintWriter(console.styledOut(), true));
        line.setErr(new java.io.PrintWriter(console.styledErr(), true));
        line.setUsageHelpWidth(Math.min(100, console.width()));
        line.setHelpFactory(WordWrappedHelp::new);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, a) -> parameterError(e));
        line.setExecutionExceptionHandler(
                (e, l, r) -> executionError(e, l.getCommandSpec().exitCodeOnExecutionException()));
        if (args.length == 0) {
            line.usage(console.styledOut());
            return ExitCode.BAD_INPUT;
        }
        addVersion(line);
        StoreOptions.passwordWarning(args).ifPresent(console.err()::println);
        ComponentSetup.Scope supervised = SetupSupervisor.watch(Optional.empty());
        try (supervised) {
            return line.execute(helpOptionLast(args));
        }
    }

    /** Makes {@code --version} work for a command and all its subcommands. */
    private static void addVersion(CommandLine line) {
        line.getCommandSpec().versionProvider(new VersionProvider());
        line.getSubcommands().values().forEach(CommandLineInterface::addVersion);
    }

    /** Turns {@code engram help run}, which users of other programs expect, into {@code engram run --help}. */
    private static String[] helpOptionLast(String... args) {
        return args[0].equals("help")
                ? Stream.concat(Arrays.stream(args).skip(1), Stream.of("--help"))
                        .toArray(String[]::new)
                : args;
    }

    private int parameterError(ParameterException e) {
        CommandLine used = e.getCommandLine();
        console.err()
                .println("engram: "
                        + (e instanceof UnmatchedArgumentException u ? unmatchedMessage(u, used) : message(e, used)));
        console.err().println("Try '" + used.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.BAD_INPUT;
    }

    /** Returns the library's message, or a plainer one where the library's speaks of Java types. */
    private static String message(ParameterException e, CommandLine used) {
        Class<?> type = e.getArgSpec() instanceof OptionSpec o ? o.type() : Object.class;
        if (e.getValue() != null && (type == int.class || type == Integer.class)) {
            return option(e) + " " + e.getValue() + ": expected an integer";
        }
        if (e.getValue() != null && (type == double.class || type == Double.class)) {
            return option(e) + " " + e.getValue() + ": expected a number";
        }
        if (e.getValue() != null && type.isEnum()) {
            List<String> values = Arrays.stream(type.getEnumConstants())
                    .map(v -> v.toString().toLowerCase(Locale.ROOT))
                    .toList();
            return option(e) + ": unknown value '" + e.getValue() + "'" + NameSuggestions.hint(e.getValue(), values);
        }
        return e.getArgSpec() == null && !used.getSubcommands().isEmpty()
                ? "missing command"
                        + NameSuggestions.hint(
                                "", List.copyOf(used.getSubcommands().keySet()))
                : e.getMessage();
    }

    private static String option(ParameterException e) {
        return ((OptionSpec) e.getArgSpec()).longestName();
    }

    /** Returns a message on the first unknown word; the library would list all words after it as well. */
    private static String unmatchedMessage(UnmatchedArgumentException e, CommandLine used) {
        String word = e.getUnmatched().get(0);
        if (e.isUnknownOption()) {
            return "unknown option '" + word + "'"
                    + NameSuggestions.hint(
                            word, List.copyOf(used.getCommandSpec().optionsMap().keySet()));
        }
        if (!used.getSubcommands().isEmpty()) {
            return "unknown command '" + word + "'"
                    + NameSuggestions.hint(
                            word, List.copyOf(used.getSubcommands().keySet()));
        }
        return "unexpected argument '" + word + "'";
    }

    /**
     * Prints what went wrong. An exception other than a user's error is a bug in Engram and is logged in full.
     *
     * @param failed the exit code of a command that failed. It is 1, unless 1 is an answer of this command
     */
    private int executionError(Exception e, int failed) {
        if (e instanceof UserError r) {
            r.print(console);
            return r.exitCode() == ExitCode.FAILED ? failed : r.exitCode();
        }
        if (e instanceof InvalidPlanException u) {
            UserError.of(u.problems()).print(console);
            return ExitCode.BAD_INPUT;
        }
        LoggerFactory.getLogger(CommandLineInterface.class).info("internal error", e);
        console.err().println("engram: internal error: " + e);
        for (StackTraceElement at : e.getStackTrace()) {
            if (at.getClassName().startsWith("dev.engram")) {
                console.err().println("        at " + at);
            }
        }
        return failed;
    }
}
