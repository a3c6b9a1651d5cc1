package dev.engram.engine.data;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.DataSettings;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Rng;
import dev.engram.spi.data.Augmentation;

/**
 * The noise in the training data of a seed. Every row draws the same numbers whatever the amount of noise, so that the
 * wrong labels of a smaller amount are among those of a larger one.
 */
final class TrainingNoise {
    private static final String INPUTS = "noise/inputs";

    private final DataSettings settings;
    private final long seed;

    TrainingNoise(DataSettings settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    /** Throws if the training examples are not training examples alone. */
    void requireOwnRows(int[] training, int[] test) {
        if (training == test && settings.noise().labelNoise() > 0) {
            throw noTrainingRows("label-noise");
        }
        if (training == test && settings.noise().inputNoise() > 0) {
            throw noTrainingRows("input-noise");
        }
        if (training == test && !settings.augment().stream().allMatch(Augmentation::fixed)) {
            throw new IncompatibleException("augment: these are all possible examples, so they are both training and"
                    + " test data, and random changes would be tested as well; omit augment");
        }
    }

    private static IncompatibleException noTrainingRows(String key) {
        return new IncompatibleException(key + ": these are all possible examples, so they are both training and test"
                + " data, and noise would change both; omit " + key);
    }

    /** Replaces the classes of some training rows by others. */
    void addToLabels(int[] labels, int classes, int[] training) {
        if (settings.noise().labelNoise() == 0) {
            return;
        }
        if (classes < 2) {
            throw new IncompatibleException("label-noise: "
                    + (classes == 0 ? "the data have numbers to predict, not classes" : "the data have only one class")
                    + "; omit label-noise");
        }
        Rng rng = RandomStreams.of(seed, "noise/labels");
        for (int r : training) {
            boolean replaced = rng.uniform() < settings.noise().labelNoise();
            int other = rng.uniformInt(classes - 1);
            if (replaced) {
                labels[r] = other < labels[r] ? other : other + 1;
            }
        }
    }

    /**
     * Returns the inputs with noise in the training rows.
     *
     * @param copied whether a noisy copy is made, of rows in memory; if not, noise is added whenever a row is read
     */
    InputRows addToInputs(InputRows rows, int[] training, boolean copied) {
        if (settings.noise().inputNoise() == 0) {
            return rows;
        }
        float deviation = (float) settings.noise().inputNoise();
        if (!copied) {
            return new NoisyRows(rows, deviation, RandomStreams.key(seed, INPUTS), training);
        }
        int inputs = rows.shape().size();
        Rng rng = RandomStreams.of(seed, INPUTS);
        float[] noisy = new float[rows.rows() * inputs];
        for (int r = 0; r < rows.rows(); r++) {
            rows.copy(r, noisy, r * inputs);
        }
        for (int r : training) {
            for (int j = 0; j < inputs; j++) {
                noisy[r * inputs + j] += deviation * rng.gaussian();
            }
        }
        return new InputRows.InMemory(rows.shape(), noisy);
    }
}
