package dev.engram.testkit.contract;

import dev.engram.spi.Dataset;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Rng;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenDatasetsTest {
    record IgnoresTheStream() implements Dataset {
        private static int loads;

        @Override
        public Table load(Rng rng) {
            return Table.regression(1, new float[] {1, 2, ++loads}, 1, new float[] {1, 2, 3});
        }
    }

    record RandomSize() implements Dataset {
        @Override
        public Table load(Rng rng) {
            int rows = 2 + rng.uniformInt(1000);
            return Table.regression(1, new float[rows], 1, new float[rows]);
        }
    }

    record ContainsNaN() implements Dataset {
        @Override
        public Table load(Rng rng) {
            return Table.regression(1, new float[] {1, Float.NaN, 3}, 1, new float[] {1, 2, 3});
        }
    }

    record LacksAClass() implements Dataset {
        @Override
        public Table load(Rng rng) {
            return Table.classification(1, new float[] {1, 2, 3}, new float[] {0, 1, 0}, List.of("a", "b", "c"));
        }
    }

    record HidesAMissingFile() implements Dataset {
        @Override
        public Table load(Rng rng) {
            return Table.regression(1, new float[2], 1, new float[2]);
        }

        @Override
        public List<Path> files() {
            return List.of(Path.of("no-such-file.csv"));
        }
    }

    record BadMessage() implements Dataset {
        @Override
        public Table load(Rng rng) {
            throw new IncompatibleException("not found.");
        }
    }

    private record Line() implements Dataset {
        @Override
        public Table load(Rng rng) {
            float[] x = {rng.gaussian(), rng.gaussian(), rng.gaussian()};
            return Table.regression(1, x, 1, x.clone());
        }
    }

    static Stream<BrokenComponent> broken() {
        return Stream.of(
                new BrokenComponent(DatasetChecks.REPEATS, new IgnoresTheStream()),
                        new BrokenComponent(DatasetChecks.SHAPE, new RandomSize()),
                new BrokenComponent(DatasetChecks.FINITE, new ContainsNaN()),
                        new BrokenComponent(DatasetChecks.FINITE, new LacksAClass()),
                new BrokenComponent(DatasetChecks.REPEATS, new HidesAMissingFile()),
                        new BrokenComponent(DatasetChecks.REPEATS, new BadMessage()));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isCaught(BrokenComponent c) {
        c.verify();
    }

    @Test
    void everyCheckIsShownToFail() {
        BrokenComponent.assertEveryCheckFails(new Line(), broken());
    }
}
