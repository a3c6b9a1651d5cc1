package dev.engram.engine.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Translates error messages of the YAML library into advice. */
final class YamlErrors {
    private YamlErrors() {}

    /** Returns the position of the mistake rather than that of its detection; null if the library does not know it. */
    static Mark mark(MarkedYAMLException e) {
        boolean begins = problem(e).contains("unexpected end of stream")
                || problem(e).contains("but got <stream end>")
                || problem(e).contains("could not find expected ':'");
        return begins && e.getContextMark() != null ? e.getContextMark() : e.getProblemMark();
    }

    static String message(MarkedYAMLException e) {
        String p = problem(e);
        if (p.contains("(TAB)")) {
            return "a tab is not allowed here; indent with spaces";
        }
        if (p.contains("mapping values are not allowed")) {
            return "a ':' is not allowed here; check the indentation, and quote text that contains ': '";
        }
        if (p.contains("sequence entries are not allowed")) {
            return "a '- ' is not allowed here; start the list on its own line";
        }
        if (p.contains("could not find expected ':'")) {
            return "a ':' is missing after this key";
        }
        if (p.contains("unexpected end of stream")) {
            return "this quoted text has no closing quote";
        }
        if (p.contains("expected ',' or ']'")) {
            boolean open = p.contains("<stream end>");
            return open ? "this list has no closing ']'" : "a ',' or ']' is missing before this";
        }
        if (p.contains("expected ',' or '}'")) {
            boolean open = p.contains("<stream end>");
            return open ? "this map has no closing '}'" : "a ',' or '}' is missing before this";
        }
        if (p.contains("expected <block end>") || p.contains("expected '<document start>'")) {
            return "this does not fit the lines above; check the indentation, and quote text that contains quotes";
        }
        if (p.contains("found '<stream end>'")) {
            return "a list or map is not closed; a ']' or '}' is missing";
        }
        if (p.contains("expected the node content")) {
            return "a value is missing before this";
        }
        if (p.contains("cannot start any token")) {
            return "a value cannot start with this character; quote the value";
        }
        if (p.contains("escape")) {
            return "unknown escape; put text with a backslash into single quotes";
        }
        return "invalid YAML: " + p.replaceAll("\\s+", " ");
    }

    private static String problem(MarkedYAMLException e) {
        return e.getProblem() == null ? "" : e.getProblem();
    }
}
