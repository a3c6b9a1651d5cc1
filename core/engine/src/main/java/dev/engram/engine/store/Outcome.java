package dev.engram.engine.store;

/** How a run ended. */
public enum Outcome {
  FINISHED("finished"),
  STOPPED_EARLY("stopped early"),
  /** A parameter was no longer a finite number: counts as a miss and is never dropped. */
  DIVERGED("diverged"),
  FAILED("failed");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
