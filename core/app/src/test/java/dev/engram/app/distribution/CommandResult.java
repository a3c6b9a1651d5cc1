package dev.engram.app.distribution;

import java.nio.file.Path;

/** The exit code and the output of a command. */
public record CommandResult(int code, String out, String err) {
    /** Replaces the path of a temporary folder in the output by DIR. */
    public CommandResult withFolderAsDir(Path folder) {
        return new CommandResult(code, out.replace(folder.toString(), "DIR"), err.replace(folder.toString(), "DIR"));
    }
}
