package dev.engram.engine.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The YAML library's complaints in words that say what to do. */
final class YamlErrors {
    private YamlErrors() {}

    /** Where the mistake is rather than where it was noticed; null where the library does not know. */
    static Mark mark(MarkedYAMLException e) {
        boolean begins = problem(e).contains("unexpected end of stream")
                || problem(e).contains("but got <stream end>")
                || problem(e).contains("could not find expected ':'");
        return begins && e.getContextMark() != null ? e.getContextMark() : e.getProblemMark();
    }

    static String message(MarkedYAMLException e) {
        String p = problem(e);
        if (p.contains("(TAB)")) {
            return "a tab cannot stand here; indent with spaces";
        }
        if (p.contains("mapping values are not allowed")) {
            return "a ':' cannot stand here; is the line indented wrongly, or is a text with ': ' in it not quoted?";
        }
        if (p.contains("sequence entries are not allowed")) {
            return "a '- ' cannot stand here; begin the list on a line of its own";
        }
        if (p.contains("could not find expected ':'")) {
            return "a ':' is missing after this key";
        }
        if (p.contains("unexpected end of stream")) {
            return "this quoted text does not end; a closing quote is missing";
        }
        if (p.contains("expected ',' or ']'")) {
            boolean open = p.contains("<stream end>");
            return open ? "this list does not end; a ']' is missing" : "a ',' or a ']' is missing before this";
        }
        if (p.contains("expected ',' or '}'")) {
            boolean open = p.contains("<stream end>");
            return open ? "this map does not end; a '}' is missing" : "a ',' or a '}' is missing before this";
        }
        if (p.contains("expected <block end>") || p.contains("expected '<document start>'")) {
            return "this does not go with the lines before; is it indented as they are, and is a text with quotes in it"
                    + " quoted?";
        }
        if (p.contains("found '<stream end>'")) {
            return "the text ends here, but a list or a map does not; a ']' or a '}' is missing";
        }
        if (p.contains("expected the node content")) {
            return "a value is missing before this";
        }
        if (p.contains("cannot start any token")) {
            return "no value can begin with this character; quote the value";
        }
        if (p.contains("escape")) {
            return "there is no such escape; write texts with a backslash in single quotes";
        }
        return "this is no YAML: " + p.replaceAll("\\s+", " ");
    }

    private static String problem(MarkedYAMLException e) {
        return e.getProblem() == null ? "" : e.getProblem();
    }
}
