package dev.engram.engine.train;

import java.util.Map;
import java.util.TreeMap;

/** What a rule remembered at one moment. */
final class Memory {
  private final GradientSource source;
  private final Map<String, float[]> kept = new TreeMap<>();

  Memory(GradientSource source) {
    this.source = source;
    source.memory().forEach((name, m) -> kept.put(name, m.clone()));
  }

  /** Makes the rule remember what it did then; what it has asked for since counts as zero. */
  void restore() {
    source.memory().forEach((name, m) -> {
      float[] then = kept.get(name);
      System.arraycopy(then == null ? new float[m.length] : then, 0, m, 0, m.length);
    });
  }
}
