package dev.engram.app.cli;

import dev.engram.app.console.Console;
import dev.engram.engine.lint.Warning;
import java.util.List;

/** Shows what is doubtful about a suite, beside the results and not among them. */
final class WarningText {
  private WarningText() {}

  /** Each on one line, for tools; on a terminal broken between words. */
  static void print(List<Warning> warnings, Console console) {
    for (Warning w : warnings) {
      String text = "warning: " + w;
      console.err().println(console.errTerminal() ? wrapped(text, console.columns()) : text);
    }
  }

  /** Lines behind the first are set in; a word that is longer than a line stays whole. */
  static String wrapped(String text, int columns) {
    StringBuilder all = new StringBuilder();
    int line = 0;
    for (String word : text.split(" ")) {
      if (line > 0 && line + 1 + word.length() >= columns) {
        all.append("\n  ").append(word);
        line = 2 + word.length();
      } else {
        all.append(line > 0 ? " " : "").append(word);
        line += (line > 0 ? 1 : 0) + word.length();
      }
    }
    return all.toString();
  }
}
