package dev.engram.engine.compare;

import java.util.List;
import java.util.function.Function;

/** A column of a table. */
final class Column {
  /** A cell of a table: heads stand flush right and tails behind them, so that the signs ± stand in one line. */
  record Text(String head, String tail) {}

  private final String header;
  private final List<Text> texts;
  private final int heads;
  private final int tails;
  private final int width;

  private Column(String header, List<Text> texts) {
    this.header = header;
    this.texts = texts;
    this.heads = longest(texts, Text::head);
    this.tails = longest(texts, Text::tail);
    this.width = Math.max(length(header), heads + tails);
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
    return placed(header);
  }

  String row(int i) {
    Text t = texts.get(i);
    return placed(" ".repeat(heads - length(t.head())) + t.head() + t.tail());
  }

  /** Numbers alone stand flush right, all else flush left. */
  private String placed(String text) {
    String rest = " ".repeat(width - length(text));
    return tails > 0 ? text + rest : rest + text;
  }

  private static int longest(List<Text> texts, Function<Text, String> part) {
    return texts.stream().mapToInt(t -> length(part.apply(t))).max().orElse(0);
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
