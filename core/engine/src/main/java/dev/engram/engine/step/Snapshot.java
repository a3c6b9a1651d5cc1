package dev.engram.engine.step;

import java.util.Map;

/**
 * A run between two steps.
 *
 * @param slots of the optimizer, by path
 * @param ruleState of the rule, by name
 * @param view path of the slot that is evaluated in place of theta; "" for theta
 */
public record Snapshot(
        long t,
        float[] theta,
        Map<String, float[]> slots,
        Map<String, Double> scalars,
        Map<String, float[]> ruleState,
        String view) {}
