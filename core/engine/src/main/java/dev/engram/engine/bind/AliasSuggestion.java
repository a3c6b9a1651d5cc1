package dev.engram.engine.bind;

import dev.engram.engine.text.ShellWord;
import dev.engram.engine.yaml.Node;
import java.util.List;
import java.util.Optional;

/**
 * A replacement for a top-level key.
 *
 * @param meant the path or the component that was meant
 * @param path the path to set
 * @param value the value to write there
 * @param settings what stays next to the value, under the names of Engram; empty: what the suite has there
 */
public record AliasSuggestion(String meant, String path, Node value, Optional<Node.Mapping> settings) {
    /** The longest line that repeats the settings that exist already. */
    private static final int MAX_LENGTH = 100;

    AliasSuggestion(String meant, String path, Node value) {
        this(meant, path, value, Optional.empty());
    }

    /** Returns a hint with the line to write in a suite. The line repeats the settings next to the new one. */
    public String inSuite(Node.Mapping root) {
        String whole = line(root, true);
        return hint(meant, whole.length() > MAX_LENGTH ? line(root, false) : whole);
    }

    /** Returns a hint with the option to write on the command line. */
    public String asOption() {
        String setting = path + "=" + value.text();
        return hint(meant, "--set " + ShellWord.quote(setting));
    }

    /** Returns a hint with the path and value to write in a variant. */
    public String asPath() {
        return hint(meant, path + ": " + value.text());
    }

    /** Returns a hint with the axis that compares the same values. */
    public String asAxis() {
        return hint(meant, value instanceof Node.Sequence ? path + ": " + value.text() : "");
    }

    private String line(Node.Mapping root, boolean repeat) {
        String[] keys = path.split("\\.");
        Node inner = value;
        for (int i = keys.length - 1; i > 0; i--) {
            Node there = root;
            for (int k = 0; k < i && there instanceof Node.Mapping m; k++) {
                there = m.get(keys[k]);
            }
            Node.Mapping around =
                    repeat && there instanceof Node.Mapping m ? m : new Node.Mapping(AliasNodes.NOWHERE, List.of());
            if (repeat && i == keys.length - 1) {
                around = settings.orElse(around);
            }
            inner = around.with(new Node.Pair(keys[i], AliasNodes.NOWHERE, inner));
        }
        return keys[0] + ": " + inner.text();
    }

    /** Returns the end of a message with what was meant and the line to write, if there is one. */
    static String hint(String meant, String line) {
        return "; did you mean " + meant + "?" + (line.isBlank() || line.endsWith(": ") ? "" : " Write " + line);
    }
}
