package dev.engram.app.cli.options;

import dev.engram.app.live.LiveReport;
import dev.engram.app.live.LiveServer;
import dev.engram.app.run.FileErrors;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The option for the port on which a live report is served. */
public final class PortOption {
    private static final int MAX_PORT = 65_535;

    @Option(names = "--port", paramLabel = "N", description = "Port of the served report (default: any free port).")
    private Integer port;

    public boolean isGiven() {
        return port != null;
    }

    public LiveServer serve(LiveReport report) {
        int port = isGiven() ? this.port : 0;
        if (port < 0 || port > MAX_PORT) {
            throw UserError.because(
                    "--port " + port + ": must be between 0 and " + MAX_PORT + "; 0 means any free port");
        }
        try {
            return LiveServer.start(report, port);
        } catch (IOException e) {
            report.close();
            throw UserError.because("--port " + port + " cannot be used (" + FileErrors.reason(e)
                    + "); choose another port, or omit --port to use any free one");
        }
    }
}
