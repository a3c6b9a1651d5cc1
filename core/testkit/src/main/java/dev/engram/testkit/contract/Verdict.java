package dev.engram.testkit.contract;

/**
 * What a check found.
 *
 * @param message figures worth showing where it passed; what was expected and found where it failed; why it does not
 *     apply where it was skipped
 */
public record Verdict(Outcome outcome, String message) {
  /** How a check ended. */
  public enum Outcome {
    PASSED,
    FAILED,
    /** The component makes no promise that this check could hold it to. */
    SKIPPED
  }

  static Verdict passed(String figures, Object... args) {
    return new Verdict(Outcome.PASSED, Text.of(figures, args));
  }

  static Verdict failed(String message, Object... args) {
    return new Verdict(Outcome.FAILED, Text.of(message, args));
  }

  static Verdict skipped(String why, Object... args) {
    return new Verdict(Outcome.SKIPPED, Text.of(why, args));
  }

  public boolean failed() {
    return outcome == Outcome.FAILED;
  }
}
