package dev.engram.bench;

import dev.engram.engine.data.Split;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.LearningRule;
import dev.engram.spi.shape.Shape;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Prepares what a run uses: components from plugins and from a spec, steps from the trainer. */
final class BenchmarkSetup {
    private static final long SEED = 0;
    private static final int BATCHES = 20;
    /** The memory of a run has room for this many examples, which are evaluated at a time. */
    private static final int EVALUATION_BATCH = 256;

    private BenchmarkSetup() {}

    /** Returns the folder of the benchmarks' jar. */
    static Path home() {
        try {
            return Path.of(BenchmarkSetup.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the location of a class is not a URI", e);
        }
    }

    /** Returns the components of the plugins, which stay loaded until the JVM ends. */
    static Catalog catalog() {
        return Plugins.load(List.of(home().resolve("engram-bench/plugins")), List.of())
                .catalog();
    }

    /** Returns a run with ReLU, softmax and cross-entropy. */
    static ResolvedRun run(Catalog catalog, String network, int batch, String rule, String optimizer) {
        String layers = BenchmarkNetwork.named(network).layers();
        String text = "{data: digits, network: [" + layers + "], loss: cross-entropy, rule: " + rule + ", optimizer: "
                + optimizer + ", training: {steps: 1000000000, batch: " + batch + "}}";
        try {
            return new SuiteReader(catalog).readRun(text, "benchmark").resolve(SEED);
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException(text + ":\n" + e.getMessage(), e);
        }
    }

    static LearningRule rule(ResolvedRun run) {
        return ((NetworkTraining) run.task()).rule().component();
    }

    /** Returns the network and the rule of a run, with random examples and random labels. */
    static LearningSource source(ResolvedRun run, String network, int batch) {
        BenchmarkNetwork n = BenchmarkNetwork.named(network);
        NetworkTraining task = (NetworkTraining) run.task();
        Split split = split(n.input(), n.classes(), batch * BATCHES);
        Learner learner = new Learner(
                SEED,
                new NetworkSpec(n.input(), task.network(), task.loss().component(), split.targets()),
                task.rule().component(),
                Math.max(batch, EVALUATION_BATCH),
                false);
        return new LearningSource(
                learner, split, batch, run.training().batching().order(), SEED);
    }

    static Stepper stepper(ResolvedRun run, LearningSource source) {
        return new Stepper(source, run.optimizer(), run.training().budget().steps(), SEED);
    }

    /** Returns the multiply-adds of a step: forward, for the weights and, above the first layer, for the inputs. */
    static long multiplyAdds(Catalog catalog, String network, int batch, String rule, String optimizer) {
        ResolvedRun run = run(catalog, network, batch, rule, optimizer);
        LearningSource source = source(run, network, batch);
        Stepper stepper = stepper(run, source);
        long before = source.learner().operations().multiplyAdds();
        stepper.step();
        return source.learner().operations().multiplyAdds() - before;
    }

    private static Split split(Shape shape, int classes, int rows) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] x = new float[rows * shape.size()], t = new float[rows * classes];
        int[] labels = new int[rows];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextDouble();
        }
        for (int r = 0; r < rows; r++) {
            labels[r] = random.nextInt(classes);
            t[r * classes + labels[r]] = 1;
        }
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return new Split(
                new Split.Examples(new InputRows.InMemory(shape, x), classes, t, labels, names, false),
                IntStream.range(0, rows).toArray(),
                new int[0],
                new int[0]);
    }
}
