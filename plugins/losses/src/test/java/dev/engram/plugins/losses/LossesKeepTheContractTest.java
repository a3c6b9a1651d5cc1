package dev.engram.plugins.losses;

import dev.engram.spi.LossFunction;
import dev.engram.testkit.junit.LossContractTest;
import java.util.List;

class LossesKeepTheContractTest extends LossContractTest {
    @Override
    protected List<LossFunction> components() {
        return List.of(
                new BinaryCrossEntropy(Reduction.SUM),
                new BinaryCrossEntropy(Reduction.MEAN),
                new CosineDistance(),
                new CrossEntropy(),
                new CrossEntropyWithLogits(),
                new Focal(2, 0.25f, Reduction.SUM),
                new Focal(0.5f, -1, Reduction.MEAN),
                new Focal(0, 1, Reduction.SUM),
                new Hinge(Reduction.SUM),
                new Hinge(Reduction.MEAN),
                new Huber(1, Reduction.MEAN),
                new Huber(2, Reduction.SUM),
                new KlDivergence(),
                new LabelSmoothingCrossEntropy(0.1f),
                new LabelSmoothingCrossEntropy(0),
                new LogCosh(Reduction.MEAN),
                new LogCosh(Reduction.SUM),
                new Mae(Reduction.MEAN),
                new Mae(Reduction.SUM),
                new Mse(),
                new MultiClassHinge(Reduction.MEAN),
                new MultiClassHinge(Reduction.SUM),
                new Perceptron(Reduction.SUM),
                new Perceptron(Reduction.MEAN),
                new Poisson(Reduction.SUM),
                new Poisson(Reduction.MEAN),
                new PoissonWithLogRates(Reduction.SUM),
                new PoissonWithLogRates(Reduction.MEAN),
                new Quantile(0.9f, Reduction.MEAN),
                new Quantile(0.5f, Reduction.SUM),
                new SeedCrossEntropy(1e-7f),
                new SmoothL1(0.5f, Reduction.MEAN),
                new SmoothL1(1, Reduction.SUM),
                new SquaredHinge(Reduction.SUM),
                new SquaredHinge(Reduction.MEAN),
                new Sse());
    }
}
