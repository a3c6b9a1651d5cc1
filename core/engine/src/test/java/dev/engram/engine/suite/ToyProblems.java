package dev.engram.engine.suite;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Landscape;
import dev.engram.spi.Metric;
import dev.engram.spi.Rng;
import java.nio.file.Path;
import java.util.List;

/** Data sets, landscapes and metrics that have settings and do nothing. */
public final class ToyProblems {
    private ToyProblems() {}

    @Component("digits")
    public record Digits() implements Dataset {
        @Override
        public Table load(Rng rng) {
            throw new IncompatibleException("a toy");
        }
    }

    @Component("csv")
    public record Csv(
            @Hyper Path file,

            @Hyper(value = "1", range = "[0,10]", doc = "lines to skip")
            int header) implements Dataset {
        @Override
        public Table load(Rng rng) {
            throw new IncompatibleException("a toy");
        }
    }

    /** A data set that names a folder and reads a file in it. */
    @Component("folder")
    public record Folder(@Hyper Path folder) implements Dataset {
        @Override
        public Table load(Rng rng) {
            throw new IncompatibleException("a toy");
        }

        @Override
        public List<Path> files() {
            return List.of(folder.resolve("x.bin"));
        }
    }

    /** A data set that names a folder, and whose identity is a checksum of it. */
    @Component("photos")
    public record Photos(@Hyper Path folder) implements Dataset {
        @Override
        public Table load(Rng rng) {
            throw new IncompatibleException("a toy");
        }

        @Override
        public String identity() {
            return "images of " + folder.getFileName();
        }
    }

    @Component("clash")
    public record Clash(@Hyper("1") int test) implements Dataset {
        @Override
        public Table load(Rng rng) {
            throw new IncompatibleException("a toy");
        }
    }

    @Component("rosenbrock")
    public record ToyRosenbrock(@Hyper("100") double b) implements Landscape {
        @Override
        public int rows() {
            return 1;
        }

        @Override
        public int cols() {
            return 2;
        }

        @Override
        public double value(double[] x, double[] gradient) {
            return 0;
        }

        @Override
        public double[] start() {
            return new double[] {-1.2, 1};
        }
    }

    @Component("loss")
    public record Loss() implements Metric.OfPredictions {
        @Override
        public int direction() {
            return -1;
        }

        @Override
        public double compute(Predictions p) {
            return p.loss();
        }

        @Override
        public double best() {
            return 0;
        }
    }

    @Component("alignment")
    public record Alignment(@Hyper("1") int window) implements Metric.OfTraining {
        @Override
        public int direction() {
            return 1;
        }

        @Override
        public void compute(Probe p, Readings out) {}
    }
}
