package dev.engram.engine.step;

import java.util.Map;
import java.util.TreeMap;

/** A copy of a rule's state. */
public final class RuleStateBackup {
    private final GradientSource source;
    private final Map<String, float[]> copies = new TreeMap<>();

    public RuleStateBackup(GradientSource source) {
        this.source = source;
        source.ruleState().forEach((name, m) -> copies.put(name, m.clone()));
    }

    /** Restores the state. Arrays that the rule has requested since then become zero. */
    public void restore() {
        source.ruleState().forEach((name, m) -> {
            float[] saved = copies.get(name);
            System.arraycopy(saved == null ? new float[m.length] : saved, 0, m, 0, m.length);
        });
    }
}
