package dev.engram.app.cli.results;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.PortOption;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.live.LiveReport;
import dev.engram.app.live.LiveServer;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.engine.store.StoreException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "watch",
        description =
                "Serve the report of a suite to browsers on this machine and update it while another process runs the"
                        + " suite. Nothing is run. Stop with Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class WatchCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private StoredSuite suite;

    @Mixin
    private PortOption port;

    public WatchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InvalidPlanException {
        suite.follow(this::serve);
        return ExitCode.OK;
    }

    /** Serves until the process is stopped. */
    private void serve(LiveReport report) {
        try {
            report.latest();
        } catch (StoreException e) {
            report.close();
            throw UserError.because(e);
        }
        try (LiveServer server = port.serve(report)) {
            // Before the address: programs that wait for the address continue once they have read it.
            console.err().println("Stop with Ctrl-C.");
            console.out().println(server.address());
            console.out().flush();
            server.awaitStop();
        }
    }
}
