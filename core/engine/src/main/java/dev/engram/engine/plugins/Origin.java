package dev.engram.engine.plugins;

/**
 * The plugin that a component comes from; recorded with each run.
 *
 * @param plugin the plugin's id; "engram" for built-in components
 * @param file the file that was loaded, for messages; "" for built-in components
 * @param checksum the checksum of that file; "" for built-in components
 * @param shipped true if it is shipped with Engram: such a component is identified by its version alone, any other also
 *     by the checksum
 */
public record Origin(String plugin, String version, String file, FileChecksum checksum, boolean shipped) {
    public static final Origin BUILT_IN = new Origin("engram", "", "", "", true);
    /** The Plugin-Provider of plugins that are shipped with Engram. */
    static final String PROVIDER = "Engram";

    public Origin(String plugin, String version, String file, String sha256, boolean shipped) {
        this(plugin, version, file, FileChecksum.known(sha256), shipped);
    }

    /** Returns the SHA-256 of the file in lower-case hex; "" for built-in components. */
    public String sha256() {
        return checksum.hex();
    }

    /** Returns the file's part in the identity of a run; "" for plugins that are shipped with Engram. */
    public String identity() {
        return shipped ? "" : "sha256 " + sha256();
    }
}
