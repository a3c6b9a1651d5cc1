package dev.engram.engine.spec;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Something that is varied between cells.
 *
 * @param name the path of what is varied, {@link #VARIANT} or {@link #PROBLEM}
 */
record Axis(String name, Place place, List<Choice> choices) {
  /** The axis of named variants. */
  static final String VARIANT = "variant";
  /** The axis of problems; what is compared is compared on each of them. */
  static final String PROBLEM = "problem";

  /** Which choices a user means by {@code n}. */
  List<Integer> meant(Node n) {
    return IntStream.range(0, choices.size()).filter(i -> choices.get(i).meant(n)).boxed().toList();
  }

  /** Those that are meant, or else all that bear the name {@code n}, whatever their hyperparameters. */
  List<Integer> fitting(Node n) {
    List<Integer> meant = meant(n);
    return !meant.isEmpty() || !(n instanceof Node.Scalar s) ? meant
        : IntStream.range(0, choices.size()).filter(i -> Labels.brief(choices.get(i).value()).equals(s.text())).boxed().toList();
  }

  /** All its values, for messages. */
  String labels() {
    return choices.stream().map(Choice::label).collect(Collectors.joining(", "));
  }

  /**
   * One value of an axis.
   *
   * @param label the value in short
   * @param shown its part of a cell's name
   * @param value as it is written; the name of a variant
   */
  record Choice(String label, String shown, Node value, List<Change> changes) {
    /** Is this what a user means by {@code n}? */
    boolean meant(Node n) {
      if (n.text().equals(value.text())) {
        return true;
      }
      if (!(n instanceof Node.Scalar given)) {
        return false;
      }
      boolean same = value instanceof Node.Scalar s && Numbers.numeric(s.text()) && Numbers.numeric(given.text())
          && number(s.text()) == number(given.text());
      return same || given.text().equals(label) || given.text().equals(shown);
    }

    private static double number(String text) {
      return text.matches(".*[nN].*") ? Double.NaN : Double.parseDouble(text);
    }
  }
}
