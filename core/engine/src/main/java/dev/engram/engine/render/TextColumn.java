package dev.engram.engine.render;

import java.util.List;
import java.util.function.Function;

/** A column of a console table, laid out. */
final class TextColumn {
    /** An entry: heads are aligned right with the tails after them, so that the ± signs line up. */
    record Text(String head, String tail) {}

    private final String header;
    private final List<Text> texts;
    private final int headWidth;
    private final int tailWidth;
    private final int width;

    private TextColumn(String header, List<Text> texts) {
        this.header = header;
        this.texts = texts;
        this.headWidth = longest(texts, Text::head);
        this.tailWidth = longest(texts, Text::tail);
        this.width = Math.max(length(header), headWidth + tailWidth);
    }

    static TextColumn left(String header, List<String> texts) {
        return new TextColumn(header, texts.stream().map(t -> new Text("", t)).toList());
    }

    static TextColumn right(String header, List<String> texts) {
        return new TextColumn(header, texts.stream().map(t -> new Text(t, "")).toList());
    }

    static TextColumn of(String header, List<Text> texts) {
        return new TextColumn(header, texts);
    }

    int width() {
        return width;
    }

    String heading() {
        return aligned(header);
    }

    String row(int i) {
        Text t = texts.get(i);
        return aligned(" ".repeat(headWidth - length(t.head())) + t.head() + t.tail());
    }

    /** Columns without tails are aligned right, all others left. */
    private String aligned(String text) {
        String rest = " ".repeat(width - length(text));
        return tailWidth > 0 ? text + rest : rest + text;
    }

    private static int longest(List<Text> texts, Function<Text, String> part) {
        return texts.stream().mapToInt(t -> length(part.apply(t))).max().orElse(0);
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
