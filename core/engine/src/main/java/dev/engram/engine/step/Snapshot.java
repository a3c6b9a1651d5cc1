package dev.engram.engine.step;

import java.util.Map;

/**
 * The state of a run between two steps.
 *
 * @param t number of steps made
 * @param theta parameters
 * @param slots slots of the optimizer, by path
 * @param scalars scalars of the optimizer, by path
 * @param ruleState state of the rule, by name
 * @param view path of the slot that is evaluated instead of theta; "" for theta
 */
public record Snapshot(
        long t,
        float[] theta,
        Map<String, float[]> slots,
        Map<String, Double> scalars,
        Map<String, float[]> ruleState,
        String view) {}
