package dev.engram.engine.compare;

import java.util.List;

/**
 * A column of a table.
 *
 * @param texts one for each row; heads stand flush right and tails behind them, so that the signs ± stand in one line
 * @param headingLeft does the heading stand flush left?
 */
record Column(String header, List<Text> texts, boolean headingLeft) {
  /** A cell of a table. */
  record Text(String head, String tail) {}

  static Column left(String header, List<String> texts) {
    return new Column(header, texts.stream().map(t -> new Text("", t)).toList(), true);
  }

  static Column right(String header, List<String> texts) {
    return new Column(header, texts.stream().map(t -> new Text(t, "")).toList(), false);
  }

  static Column estimates(String header, List<Text> texts) {
    boolean tails = texts.stream().anyMatch(t -> !t.tail().isEmpty());
    return new Column(header, texts, tails);
  }

  int width() {
    return Math.max(length(header), heads() + tails());
  }

  String heading() {
    return headingLeft ? header + spaces(width() - length(header)) : spaces(width() - length(header)) + header;
  }

  String row(int i) {
    Text t = texts.get(i);
    String text = spaces(heads() - length(t.head())) + t.head() + t.tail();
    String rest = spaces(width() - length(text));
    return tails() > 0 ? text + rest : rest + text;
  }

  private int heads() {
    return texts.stream().mapToInt(t -> length(t.head())).max().orElse(0);
  }

  private int tails() {
    return texts.stream().mapToInt(t -> length(t.tail())).max().orElse(0);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String spaces(int n) {
    return " ".repeat(n);
  }
}
