package dev.engram.app.execution;

import java.util.Map;
import java.util.TreeMap;

/**
 * The text under which a run's checkpoints are made: the run, the program and the plugins. A checkpoint from another
 * machine is valid; one made with another program or other plugins is not.
 */
public final class CheckpointFingerprint {
    /** The program and the plugins. */
    private final String program;

    /** @param provenance program and plugins that make runs */
    public CheckpointFingerprint(Map<String, String> provenance) {
        StringBuilder b = new StringBuilder();
        new TreeMap<>(provenance).forEach((key, value) -> {
            if (key.equals(Provenance.ENGRAM) || key.startsWith(Provenance.PLUGIN)) {
                b.append('\n').append(key).append(' ').append(value);
            }
        });
        program = b.toString();
    }

    /** Returns a sentence about a checkpoint that was made under another text. */
    public static String refusal(String run) {
        return run
                + ": its checkpoint was made by another version of Engram or of a plugin, or is damaged; the run starts"
                + " at its first step";
    }

    /** @param id content address of the run */
    public String of(String id) {
        return id + program;
    }
}
