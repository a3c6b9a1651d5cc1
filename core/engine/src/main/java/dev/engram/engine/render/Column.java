package dev.engram.engine.render;

import java.util.List;
import java.util.function.Function;

/** A column of a table. */
final class Column {
    /** A cell of a table: heads stand flush right and tails behind them, so that the signs ± stand in one line. */
    record Text(String head, String tail) {}

    private final String header;
    private final List<Text> texts;
    private final int headWidth;
    private final int tailWidth;
    private final int width;

    private Column(String header, List<Text> texts) {
        this.header = header;
        this.texts = texts;
        this.headWidth = longest(texts, Text::head);
        this.tailWidth = longest(texts, Text::tail);
        this.width = Math.max(length(header), headWidth + tailWidth);
    }

    static Column left(String header, List<String> texts) {
        return new Column(header, texts.stream().map(t -> new Text("", t)).toList());
    }

    static Column right(String header, List<String> texts) {
        return new Column(header, texts.stream().map(t -> new Text(t, "")).toList());
    }

    static Column of(String header, List<Text> texts) {
        return new Column(header, texts);
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

    /** Numbers alone stand flush right, all else flush left. */
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
