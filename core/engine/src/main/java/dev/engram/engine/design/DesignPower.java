package dev.engram.engine.design;

import dev.engram.engine.statistics.DetectableEffect;
import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.SampleSize;
import dev.engram.engine.statistics.SignedRank;
import java.util.OptionalDouble;

/**
 * What a design can show, known before anything runs.
 *
 * @param blocks number of seeds or folds
 * @param family number of comparisons in the correction
 * @param smallestP smallest p-value that the blocks can reach, before the correction; 0 for folds, whose t test has no
 *     smallest one
 * @param sufficientBlocks the smallest number of blocks with which a difference can be shown
 * @param detectableEffect true difference that is found with a probability of {@link SampleSize#POWER}, in standard
 *     deviations of the paired difference; infinite if no difference can be shown
 */
public record DesignPower(int blocks, int family, double smallestP, int sufficientBlocks, double detectableEffect) {
    /**
     * Computes the power of a family of questions.
     *
     * @param family at least 1
     * @param testPerTrain ratio of test to training examples if the blocks are folds of the same data; else empty
     */
    public static DesignPower of(int family, int blocks, OptionalDouble testPerTrain) {
        double level = Distributions.SIGNIFICANCE_LEVEL / family;
        return testPerTrain.isPresent()
                ? new DesignPower(
                        blocks,
                        family,
                        blocks < 2 ? 1 : 0,
                        2,
                        DetectableEffect.ofResampledT(blocks, testPerTrain.getAsDouble(), level))
                : new DesignPower(
                        blocks,
                        family,
                        SignedRank.minimumP(blocks),
                        SampleSize.minimum(family),
                        DetectableEffect.ofSignedRank(blocks, level));
    }

    /** The smallest p-value after the correction. */
    public double smallestCorrectedP() {
        return Math.min(1, family * smallestP);
    }

    /** Returns true if a difference can be shown at all. */
    public boolean sufficient() {
        return blocks >= sufficientBlocks;
    }
}
