package dev.engram.plugins.learningrules;

import dev.engram.engine.data.Split;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Activation;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.parts.Constant;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Gaussian;
import dev.engram.testkit.parts.GradientDescent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Small networks on a few rows, all of them in every batch. */
final class LearningSources {
    private LearningSources() {}

    static LayerKind layer(int units, Activation phi, float deviation) {
        return new Dense(units, phi, new Gaussian(deviation), new Constant(0));
    }

    static Split rows(int inputs, float[] x, int targets, float[] t) {
        int[] all = IntStream.range(0, x.length / inputs).toArray();
        return new Split(new Split.Examples(inputs, x, targets, t, new int[0], List.of(), false), all, all, all);
    }

    /** Standard normal inputs with alternating classes. */
    static Split classes(int inputs, int classes, int rows) {
        float[] t = new float[rows * classes];
        int[] labels = new int[rows];
        for (int r = 0; r < rows; r++) {
            labels[r] = r % classes;
            t[r * classes + labels[r]] = 1;
        }
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        int[] all = IntStream.range(0, rows).toArray();
        return new Split(
                new Split.Examples(inputs, normal("inputs", rows * inputs), classes, t, labels, names, false),
                all,
                all,
                all);
    }

    static float[] normal(String name, int n) {
        Rng rng = RandomStreams.of(1, name);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = rng.gaussian();
        }
        return x;
    }

    static LearningSource source(
            long seed, LearningRule rule, LossFunction loss, Split data, int batch, LayerKind... layers) {
        Learner learner = new Learner(
                seed, new NetworkSpec(data.inputs(), List.of(layers), loss, data.targets()), rule, batch, false);
        return new LearningSource(learner, data, batch, TrainingSettings.Order.RESHUFFLED, seed);
    }

    static LearningSource source(long seed, LearningRule rule, LossFunction loss, Split data, LayerKind... layers) {
        return source(seed, rule, loss, data, data.training().length, layers);
    }

    static Stepper stepper(LearningSource source, float rate) {
        return new Stepper(source, new GradientDescent(rate), 1);
    }

    /** Returns the gradient of the first batch. */
    static float[] gradient(LearningSource s) {
        s.beginStep(1);
        s.computeGradient();
        return s.arena().gradient().clone();
    }

    static float[] numbers(LearningSource s, String parameter) {
        Parameter p = s.arena().allParameters().stream()
                .filter(q -> q.name().equals(parameter))
                .findFirst()
                .orElseThrow();
        return Arrays.copyOfRange(s.arena().theta(), p.from(), p.to());
    }
}
