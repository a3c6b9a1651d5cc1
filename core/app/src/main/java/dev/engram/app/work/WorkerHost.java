package dev.engram.app.work;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/** This machine and process. */
public final class WorkerHost {
    private WorkerHost() {}

    /** Returns the name of this machine; "unknown" if it has none. */
    public static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** Returns the id of this process. */
    public static String process() {
        return Long.toString(ProcessHandle.current().pid());
    }

    /** Returns the folder for unpacked files: in the user's cache, or else in the folder for temporary files. */
    public static Path cache() {
        String set = System.getProperty("engram.cache", "");
        return set.isBlank()
                ? Path.of(System.getProperty("java.io.tmpdir"), "engram-" + System.getProperty("user.name"))
                : Path.of(set, "bundles");
    }
}
