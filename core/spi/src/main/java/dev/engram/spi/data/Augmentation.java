package dev.engram.spi.data;

import dev.engram.spi.Rng;
import dev.engram.spi.shape.Shape;
import org.pf4j.ExtensionPoint;

/**
 * A change of the inputs of an example before a network sees it. Random changes make new training examples out of old
 * ones: they are applied to training data only, and drawn anew in every epoch. Fixed changes, such as a normalization
 * with given numbers, are applied to validation and test data as well. A suite lists them in {@code augment}, in the
 * order in which they are applied, after {@code scaling}.
 */
public interface Augmentation extends ExtensionPoint {
    /** Changes one example in place. Allocates nothing, and keeps no state. */
    void apply(Example example);

    /** Returns true if the change is not random, so that it is applied to validation and test data as well. */
    default boolean fixed() {
        return false;
    }

    /**
     * Returns the reason why examples of this shape cannot be changed, without a full stop; null if they can. It is
     * asked before anything runs.
     */
    default String incompatibility(Shape shape) {
        return null;
    }

    /** One example. */
    interface Example {
        /** Returns the shape of the example. */
        Shape shape();

        /** Returns the array that contains the example. */
        float[] x();

        /** Returns the index of its first number; the others follow, channel by channel and row by row. */
        int from();

        /** Returns an array for intermediate results, at least {@code shape().size()} numbers with any contents. */
        float[] scratch();

        /**
         * Returns a random stream from its beginning, valid until the next call. Its numbers depend on the seed, the
         * epoch, the example and the name, but not on the batch or on other augmentations. If a suite lists a class of
         * augmentation twice, the two have different streams. A fixed augmentation must not ask for one.
         */
        Rng random(String name);
    }
}
