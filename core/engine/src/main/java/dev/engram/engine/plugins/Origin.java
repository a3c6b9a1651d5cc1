package dev.engram.engine.plugins;

/**
 * Where a component came from: part of a run's record.
 *
 * @param plugin the plugin's id; "engram" for what is built in
 * @param file the file that was loaded, for messages; "" for what is built in
 * @param sha256 checksum of that file, in lower-case hex; "" for what is built in
 */
public record Origin(String plugin, String version, String file, String sha256) {
  public static final Origin BUILT_IN = new Origin("engram", "", "", "");
}
