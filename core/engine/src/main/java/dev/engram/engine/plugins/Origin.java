package dev.engram.engine.plugins;

/**
 * Where a component came from: part of a run's record.
 *
 * @param plugin the plugin's id; "engram" for what is built in
 * @param file the file that was loaded, for messages; "" for what is built in
 * @param sha256 checksum of that file, in lower-case hex; "" for what is built in
 * @param shipped does it come with Engram? Such a component is known by its version, any other by the checksum as well
 */
public record Origin(String plugin, String version, String file, String sha256, boolean shipped) {
    public static final Origin BUILT_IN = new Origin("engram", "", "", "", true);
    /** The Plugin-Provider of what comes with Engram. */
    static final String PROVIDER = "Engram";

    /** The part that its file has in a run's identity; "" for what comes with Engram. */
    public String identity() {
        return shipped ? "" : "sha256 " + sha256;
    }
}
