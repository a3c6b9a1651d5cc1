package dev.engram.app.cli;

import dev.engram.app.live.LiveReport;
import dev.engram.app.live.LiveServer;
import dev.engram.app.run.FileErrors;
import java.io.IOException;
import picocli.CommandLine.Option;

/** Where a report is served. */
final class PortOption {
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port of the report that is watched (default: any that is free).")
    private Integer port;

    boolean isGiven() {
        return port != null;
    }

    LiveServer serve(LiveReport report) {
        int port = isGiven() ? this.port : 0;
        if (port < 0 || port > MAX_PORT) {
            throw UserError.because("--port " + port + ": ports go from 1 to " + MAX_PORT + "; 0 is any that is free");
        }
        try {
            return LiveServer.start(report, port);
        } catch (IOException e) {
            report.close();
            throw UserError.because("--port " + port + " cannot be used (" + FileErrors.reason(e)
                    + "); name another one, or none for any that is free");
        }
    }
}
