package dev.engram.app.work;

import java.util.List;

/** Thrown when runs cannot be submitted, or cannot be made by this worker; the lines are for users. */
public final class WorkRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> lines;

    public WorkRefusedException(List<String> lines) {
        super(String.join("; ", lines));
        this.lines = List.copyOf(lines);
    }

    public WorkRefusedException(String line) {
        this(List.of(line));
    }

    public List<String> lines() {
        return lines;
    }
}
