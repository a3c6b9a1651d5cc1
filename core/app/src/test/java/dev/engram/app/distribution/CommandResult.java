package dev.engram.app.distribution;

import java.nio.file.Path;

/** What a command left behind on its two streams, with its exit code. */
public record CommandResult(int code, String out, String err) {
    /** With a folder that differs from test run to test run called DIR. */
    public CommandResult withFolderAsDir(Path folder) {
        return new CommandResult(code, out.replace(folder.toString(), "DIR"), err.replace(folder.toString(), "DIR"));
    }
}
