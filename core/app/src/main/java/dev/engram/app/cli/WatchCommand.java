package dev.engram.app.cli;

import dev.engram.app.console.Console;
import dev.engram.app.live.LiveReport;
import dev.engram.app.live.LiveServer;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.engine.store.StoreException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "watch",
        description =
                "Serves the report of a suite to browsers on this machine and keeps it up to date, while the suite"
                        + " runs in another process. Runs nothing; Ctrl-C ends it.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private StoredSuite suite;

    @Mixin
    private PortOption port;

    WatchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InvalidPlanException, InterruptedException {
        suite.follow(this::serve);
        return ExitCode.OK;
    }

    /** Until the process is told to end. */
    private void serve(LiveReport report) throws InterruptedException {
        try {
            report.latest();
        } catch (StoreException e) {
            report.close();
            throw UserError.because(e.getMessage());
        }
        LiveServer server = port.serve(report);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end"));
        console.err().println("Ctrl-C ends it."); // before the address, at which programs that read it go on
        console.out().println(server.address());
        console.out().flush();
        new CountDownLatch(1).await();
    }
}
