package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import dev.engram.spi.io.DataFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A quadratic with given data: the mean of bowls around the examples of a file. The optimizer receives the gradient of
 * a batch.
 *
 * <pre>
 *   f(x) = 1/2 mean_i (x - d_i)' H (x - d_i)
 *
 *   folder/hessian.csv   H, n rows of n numbers, symmetric
 *   folder/data.csv      d_i, one example of n numbers in each row
 * </pre>
 *
 * The files have no header; numbers are separated by commas. A step draws its batch without replacement; seed and step
 * determine it. The reported value is f, over all examples. The default start is (1, 1, ...); drawn starts have
 * coordinates in [-1, 1). The contents of the folder are part of the identity of a run. NumPy writes such files with
 * {@code savetxt(name, array, delimiter=",")}.
 */
@Component("quadratic-from-folder")
public record QuadraticFromFolder(
        @Hyper(doc = "folder with hessian.csv and data.csv") Path folder,

        @Hyper(value = "128", range = "[1,1000000]", doc = "examples in a batch; at most all")
        int batch)
        implements Landscape {
    /** Largest number of coordinates: the Hessian is held in memory, and every step multiplies with it. */
    private static final int MAX_COORDINATES = 4096;
    /** Rounding error of a symmetric matrix, relative to its largest element. */
    private static final double ASYMMETRY = 1e-6;

    @Override
    public Landscape load(Rng rng) {
        double[][] hessian = read("hessian.csv");
        Landscape f = new BatchedQuadratic(hessian, read("data.csv"), batch);
        requireSymmetry(hessian);
        return f;
    }

    /** Without symmetry, H (x - d) is not the gradient of f. */
    private void requireSymmetry(double[][] hessian) {
        double largest = 0;
        for (double[] row : hessian) {
            for (double h : row) {
                largest = Math.max(largest, Math.abs(h));
            }
        }
        for (int i = 0; i < hessian.length; i++) {
            for (int j = 0; j < i; j++) {
                if (Math.abs(hessian[i][j] - hessian[j][i]) > ASYMMETRY * largest) {
                    throw new IncompatibleException(folder.resolve("hessian.csv") + " is not symmetric: row " + (i + 1)
                            + " has " + hessian[i][j] + " in column " + (j + 1) + ", and row " + (j + 1) + " has "
                            + hessian[j][i] + " in column " + (i + 1));
                }
            }
        }
    }

    private double[][] read(String name) {
        Path file = folder.resolve(name);
        List<double[]> rows = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(DataFiles.open(file), StandardCharsets.UTF_8.newDecoder()))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank()) {
                    rows.add(numbers(line, file + ", row " + (rows.size() + 1)));
                }
            }
        } catch (IOException e) {
            String reason = Files.exists(file) ? "it cannot be read (" + e.getMessage() + ")" : "it does not exist";
            throw new IncompatibleException("the file " + file + " is needed, but " + reason, e);
        }
        return rows.toArray(double[][]::new);
    }

    private static double[] numbers(String line, String place) {
        String[] words = line.split(",", -1);
        if (words.length > MAX_COORDINATES) {
            throw new IncompatibleException(
                    place + " has " + words.length + " numbers; at most " + MAX_COORDINATES + " are possible");
        }
        double[] row = new double[words.length];
        for (int i = 0; i < row.length; i++) {
            try {
                row[i] = Double.parseDouble(words[i].strip());
            } catch (NumberFormatException e) {
                throw new IncompatibleException(place + ": '" + words[i].strip() + "' is not a number", e);
            }
            if (!Double.isFinite(row[i])) {
                throw new IncompatibleException(place + ": " + words[i].strip() + " is not a finite number");
            }
        }
        return row;
    }

    @Override
    public int cols() {
        throw BatchedQuadratic.notLoaded();
    }

    @Override
    public double value(double[] x, double[] gradient) {
        throw BatchedQuadratic.notLoaded();
    }

    @Override
    public double[] start() {
        throw BatchedQuadratic.notLoaded();
    }
}
