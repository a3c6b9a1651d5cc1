package dev.engram.spi.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Converts a Javadoc comment to plain text for a terminal. Paragraphs are separated by a blank line, lines are broken
 * as in the source, {@code <pre>} is indented by two spaces.
 */
final class Javadoc {
    private static final Set<String> ELEMENTS = Set.of(
            "a",
            "abbr",
            "b",
            "big",
            "blockquote",
            "br",
            "caption",
            "cite",
            "code",
            "dd",
            "div",
            "dl",
            "dt",
            "em",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "kbd",
            "li",
            "ol",
            "p",
            "pre",
            "q",
            "s",
            "samp",
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "tt",
            "u",
            "ul",
            "var");
    private static final Set<String> TAGS = Set.of(
            "apiNote",
            "author",
            "deprecated",
            "exception",
            "implNote",
            "implSpec",
            "param",
            "return",
            "see",
            "since",
            "throws",
            "version");

    private final String source;
    private int at;
    private final List<String> blocks = new ArrayList<>();
    private final StringBuilder block = new StringBuilder();
    private boolean verbatim;
    /** The start of the text of a {@code <sub>} or {@code <sup>} in the block; -1 if there is none. */
    private int script = -1;

    private Javadoc(String source) {
        this.source = source;
    }

    static String toText(String comment) {
        return new Javadoc(comment).text();
    }

    private String text() {
        boolean tagged = false;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '{' && source.startsWith("{@", at) && inline()) {
                continue;
            }
            if (c == '<' && element()) {
                continue;
            }
            if (c == '&' && entity()) {
                continue;
            }
            if (c == '@' && !verbatim && lineIsEmpty() && TAGS.contains(word(at + 1))) {
                if (!tagged) {
                    endBlock();
                }
                tagged = true;
                blockTag();
                continue;
            }
            block.append(c);
            at++;
        }
        endBlock();
        return String.join("\n\n", blocks);
    }

    /** Converts an inline tag such as {@code {@code x}}; returns false if its braces do not match. */
    private boolean inline() {
        int end = at;
        for (int depth = 0; end < source.length(); end++) {
            depth += nesting(source.charAt(end), '{', '}');
            if (depth == 0) {
                break;
            }
        }
        if (end == source.length()) {
            return false;
        }
        String tag = word(at + 2);
        String body = source.substring(at + 2 + tag.length(), end);
        block.append(
                switch (tag) {
                    case "code", "literal", "snippet" -> verbatim ? body : body.strip();
                    case "link", "linkplain" -> link(body.strip());
                    default -> toText(body);
                });
        at = end + 1;
        return true;
    }

    /** Returns how a character changes the depth of nesting. */
    private static int nesting(char c, char opening, char closing) {
        if (c == opening) {
            return 1;
        }
        return c == closing ? -1 : 0;
    }

    /** Returns the label of a link, or its reference as written in code. */
    private static String link(String body) {
        int end = 0;
        for (int depth = 0; end < body.length() && (depth > 0 || !Character.isWhitespace(body.charAt(end))); end++) {
            depth += nesting(body.charAt(end), '(', ')');
        }
        String label = body.substring(end).strip();
        String reference = body.startsWith("#")
                ? body.substring(1, end)
                : body.substring(0, end).replace('#', '.');
        return label.isEmpty() ? reference : toText(label);
    }

    /** Converts an element; returns false if it is not one, such as a type argument in {@code List<String>}. */
    private boolean element() {
        if (source.startsWith("<!--", at)) {
            int end = source.indexOf("-->", at);
            at = end < 0 ? source.length() : end + "-->".length();
            return true;
        }
        boolean closes = source.startsWith("</", at);
        String name = word(at + (closes ? 2 : 1)).toLowerCase(Locale.ROOT);
        int end = source.indexOf('>', at);
        if (!ELEMENTS.contains(name) || end < 0) {
            return false;
        }
        at = end + 1;
        switch (name) {
            case "pre" -> {
                endBlock();
                verbatim = !closes;
            }
            case "p", "ul", "ol", "dl", "table", "blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr" ->
                endBlock();
            case "br", "tr", "dt", "dd", "caption" -> freshLine();
            case "li" -> {
                freshLine();
                block.append(closes ? "" : "- ");
            }
            case "td", "th" -> block.append(closes ? "  " : "");
            case "sub", "sup" -> script(closes, name.equals("sub") ? '_' : '^');
            default -> {
                // Emphasis and others: only the text.
            }
        }
        return true;
    }

    private void script(boolean closes, char sign) {
        if (!closes) {
            block.append(sign);
            script = block.length();
        } else if (script >= 0 && script <= block.length()) {
            if (!block.substring(script).chars().allMatch(Character::isLetterOrDigit)) {
                block.insert(script, '(').append(')');
            }
            script = -1;
        }
    }

    private boolean entity() {
        int end = source.indexOf(';', at);
        String character = end < 0 ? null : HtmlEntities.character(source.substring(at + 1, end));
        if (character == null) {
            return false;
        }
        block.append(character);
        at = end + 1;
        return true;
    }

    private void blockTag() {
        String tag = word(at + 1);
        at += 1 + tag.length();
        if (tag.equals("param")) {
            int from = at;
            while (from < source.length() && source.charAt(from) == ' ') {
                from++;
            }
            int to = from;
            while (to < source.length() && !Character.isWhitespace(source.charAt(to))) {
                to++;
            }
            tag = source.substring(from, to);
            at = to;
        }
        freshLine();
        block.append(tag).append(':');
    }

    private String word(int from) {
        int to = from;
        while (to < source.length() && (Character.isLetterOrDigit(source.charAt(to)))) {
            to++;
        }
        return source.substring(Math.min(from, to), to);
    }

    private boolean lineIsEmpty() {
        return block.substring(block.lastIndexOf("\n") + 1).isBlank();
    }

    private void freshLine() {
        if (lineIsEmpty()) {
            block.setLength(block.lastIndexOf("\n") + 1);
        } else {
            block.append('\n');
        }
    }

    private void endBlock() {
        if (verbatim) {
            String code = block.toString().stripIndent();
            if (!code.isBlank()) {
                blocks.add(code.replaceAll("^\\n+|\\s+$", "").replaceAll("(?m)^(?=.)", "  "));
            }
        } else {
            String lines = String.join(
                            "\n", block.toString().lines().map(String::strip).toList())
                    .strip();
            if (!lines.isEmpty()) {
                blocks.add(lines.replaceAll("\\n{3,}", "\n\n"));
            }
        }
        block.setLength(0);
        script = -1;
    }
}
