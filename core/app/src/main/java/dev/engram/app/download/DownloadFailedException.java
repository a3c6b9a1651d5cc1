package dev.engram.app.download;

import java.util.List;

/** A data set could not be downloaded. */
public final class DownloadFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> reasons;

    DownloadFailedException(String message, List<String> reasons) {
        super(message);
        this.reasons = List.copyOf(reasons);
    }

    /** Returns what failed with each address. */
    public List<String> reasons() {
        return reasons;
    }
}
