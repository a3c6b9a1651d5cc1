package dev.engram.app.export;

import dev.engram.engine.data.Split;
import dev.engram.engine.train.NetworkFeatures;
import dev.engram.engine.weights.format.NpyFile;
import dev.engram.spi.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/**
 * The features of the examples of a run, with their targets, as files that the data set {@code npy} reads: {@code
 * x.npy} and {@code y.npy} of the training data, {@code x_validation.npy}, {@code y_validation.npy}, {@code x_test.npy}
 * and {@code y_test.npy}. Classes are numbered from 0 in the order of the data set. There are no files for parts
 * without examples.
 */
public final class FeatureFiles {
    private FeatureFiles() {}

    /** Returns the number of examples whose features are written. */
    public static long examples(NetworkFeatures features) {
        Split split = features.split();
        return (long) split.training().length + validation(split).length + split.test().length;
    }

    /**
     * Writes the files into a folder. Features are written as they are computed: they may be larger than memory.
     *
     * @param listener receives the number of examples of each part that has been computed
     */
    public static void write(NetworkFeatures features, Path folder, IntConsumer listener) throws IOException {
        Split split = features.split();
        Files.createDirectories(folder);
        write(features, split.training(), folder, "", listener);
        write(features, validation(split), folder, "_validation", listener);
        write(features, split.test(), folder, "_test", listener);
    }

    private static int[] validation(Split split) {
        return split.validation() == split.test() ? new int[0] : split.validation();
    }

    private static void write(NetworkFeatures features, int[] rows, Path folder, String part, IntConsumer listener)
            throws IOException {
        if (rows.length == 0) {
            Files.deleteIfExists(folder.resolve("x" + part + ".npy"));
            Files.deleteIfExists(folder.resolve("y" + part + ".npy"));
            return;
        }
        Path x = folder.resolve("x" + part + ".npy");
        try (NpyFile file = new NpyFile(x, NpyFile.Type.FLOATS, rows.length, features.size())) {
            for (int first = 0; first < rows.length; first += features.chunk()) {
                int n = Math.min(features.chunk(), rows.length - first);
                Matrix some = features.of(rows, first, n);
                for (int r = 0; r < n; r++) {
                    for (int c = 0; c < features.size(); c++) {
                        file.add(some.get(r, c));
                    }
                }
                listener.accept(n);
            }
            file.complete();
        }
        targets(features.split(), rows, folder.resolve("y" + part + ".npy"));
    }

    private static void targets(Split split, int[] rows, Path to) throws IOException {
        if (!split.hasClasses()) {
            numbers(split, rows, to);
            return;
        }
        try (NpyFile file = new NpyFile(to, NpyFile.Type.INTEGERS, rows.length)) {
            for (int r : rows) {
                file.add(split.labels()[r]);
            }
            file.complete();
        }
    }

    /** Writes numeric targets in the unit of the data set. */
    private static void numbers(Split split, int[] rows, Path to) throws IOException {
        int k = split.targets();
        float[] t = new float[rows.length * k];
        if (split.targetScaling().isPresent()) {
            split.targetScaling().get().gatherOriginals(rows, k, t);
        } else {
            for (int r = 0; r < rows.length; r++) {
                System.arraycopy(split.t(), rows[r] * k, t, r * k, k);
            }
        }
        try (NpyFile file = new NpyFile(to, NpyFile.Type.FLOATS, rows.length, k)) {
            for (float v : t) {
                file.add(v);
            }
            file.complete();
        }
    }
}
