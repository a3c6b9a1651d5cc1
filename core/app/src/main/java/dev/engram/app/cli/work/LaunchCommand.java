package dev.engram.app.cli.work;

import dev.engram.app.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group of commands {@code engram launch}. */
@Command(
        name = "launch",
        description = "Write the job with which another system, such as Kubernetes, starts workers for a suite.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class LaunchCommand {
    private LaunchCommand() {}

    /** Creates the command with its subcommands. */
    public static CommandLine create(Console console) {
        return new CommandLine(new LaunchCommand()).addSubcommand(new KubernetesCommand(console));
    }
}
