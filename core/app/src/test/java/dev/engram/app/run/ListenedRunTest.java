package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.DataSettings.Coding;
import dev.engram.engine.run.DataSettings.Scaling;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.train.Runner;
import dev.engram.plugins.activations.Identity;
import dev.engram.plugins.activations.Tanh;
import dev.engram.plugins.initialisers.GlorotUniform;
import dev.engram.plugins.initialisers.Zeros;
import dev.engram.plugins.layers.Dense;
import dev.engram.plugins.learningrules.Backprop;
import dev.engram.plugins.losses.Sse;
import dev.engram.plugins.metrics.Loss;
import dev.engram.plugins.metrics.listeners.HessianEigenvalue;
import dev.engram.plugins.optimizers.Momentum;
import dev.engram.plugins.optimizers.Sgd;
import dev.engram.spi.Dataset;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Rng;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.listener.Listener;
import dev.engram.spi.listener.RunEvent;
import java.nio.FloatBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener sees of a run, and what it cannot do. */
class ListenedRunTest {
    private static final LayerKind HIDDEN = new Dense(3, new Tanh(), new GlorotUniform(1), new Zeros());
    private static final LayerKind LINEAR = new Dense(1, new Identity(), new GlorotUniform(1), new Zeros());

    /**
     * Forty examples at the corners of a rectangle of 6 x 2, with targets x0 x1.
     *
     * @param whole whether all are for training
     */
    private record Corners(boolean whole) implements Dataset {
        @Override
        public Table load(Rng rng) {
            float[] x = new float[80];
            float[] t = new float[40];
            for (int r = 0; r < 40; r++) {
                x[2 * r] = r % 2 == 0 ? 3 : -3;
                x[2 * r + 1] = r % 4 < 2 ? 1 : -1;
                t[r] = x[2 * r] * x[2 * r + 1];
            }
            Table table = Table.regression(2, x, 1, t);
            return whole ? table.asExhaustive() : table;
        }
    }

    private static RunResult train(Optimizer optimizer, List<LayerKind> network, Listener... listeners) {
        return train(
                new Corners(false),
                DataSettings.of(0.2, 0.25, Scaling.NONE, Coding.ONE_HOT),
                optimizer,
                network,
                listeners);
    }

    private static RunResult train(
            Dataset data, DataSettings settings, Optimizer optimizer, List<LayerKind> network, Listener... listeners) {
        ResolvedTask task = new ResolvedTask.NetworkTraining(
                new ResolvedData(NamedComponent.of(data), settings),
                network,
                NamedComponent.of(new Sse()),
                NamedComponent.of(new Backprop()));
        ResolvedRun run = new ResolvedRun(
                        task,
                        ResolvedOptimizer.of(optimizer),
                        TrainingSettings.ofEpochs(3, new BatchSize(8)),
                        List.of(new NamedComponent<>("loss", new Loss())),
                        1)
                .withListeners(Arrays.stream(listeners).map(NamedComponent::of).toList());
        return new Runner(new DataCache()).run(run, (step, total) -> {});
    }

    private static RunResult train(Listener... listeners) {
        return train(new Sgd(0.01f), List.of(HIDDEN, LINEAR), listeners);
    }

    private static void assertCannotWrite(FloatBuffer view) {
        assertTrue(view.isReadOnly());
        assertFalse(view.hasArray());
        assertThrows(ReadOnlyBufferException.class, () -> view.put(0, 7));
        assertThrows(ReadOnlyBufferException.class, view::array);
    }

    @Test
    void aListenerThatTriesToWriteCannotAndLeavesNoTrace() {
        Listener writer = run -> {
            assertCannotWrite(run.initialValues());
            assertThrows(
                    UnsupportedOperationException.class, () -> run.parameters().clear());
            run.onStep(e -> {
                assertCannotWrite(e.parameters());
                assertCannotWrite(e.update());
                float[] own = new float[e.parameters().remaining()];
                e.gradient(new int[] {0, 1, 1}, own);
                e.hessianProduct(new int[] {2}, new double[own.length], new double[own.length]);
                e.loss(own, new int[] {3, 4});
                Arrays.fill(own, 7);
                e.random("mine").gaussian();
            });
        };
        RunResult without = train();
        RunResult with = train(writer);
        assertEquals(without.hash(), with.hash());
        assertEquals(without.measurements(), with.measurements());
        assertEquals(without.cost().multiplyAdds(), with.cost().multiplyAdds());
        assertNotEquals(train(new Sgd(0.02f), List.of(HIDDEN, LINEAR)).hash(), with.hash());
    }

    @Test
    void eventsComeInTheOrderOfTheRun() {
        List<String> seen = new ArrayList<>();
        train(run -> {
            assertEquals(9, run.steps());
            assertEquals(24, run.examples());
            assertEquals(8, run.batch());
            run.onStep(e -> seen.add("step " + e.step()));
            run.onEpoch(e -> seen.add("epoch " + e.epoch()));
            run.onEvaluation(e -> {
                seen.add("evaluation " + e.step());
                assertTrue(e.validation("loss") > 0);
                assertTrue(Double.isNaN(e.validation("accuracy")));
            });
            run.onEnd(e -> seen.add("end " + e.step()));
        });
        assertEquals("evaluation 0", seen.get(0));
        assertEquals(List.of("step 3", "epoch 1.0"), seen.subList(seen.indexOf("step 3"), seen.indexOf("step 3") + 2));
        assertEquals(List.of("evaluation 9", "end 9"), seen.subList(seen.size() - 2, seen.size()));
        assertEquals(9, seen.stream().filter(s -> s.startsWith("step")).count());
        assertEquals(3, seen.stream().filter(s -> s.startsWith("epoch")).count());
    }

    @Test
    void aListenerAsksForStateAndEventsBeforeTheRunOnly() {
        assertThrows(
                IllegalStateException.class, () -> train(run -> run.onStep(e -> run.onEnd(end -> end.record("x", 1)))));
        assertThrows(IllegalStateException.class, () -> train(run -> run.onStep(e -> run.state("late", 1))));
        assertThrows(
                IllegalStateException.class,
                () -> train(run -> {
                    run.state("twice", 1);
                    run.state("twice", 1);
                }));
    }

    @Test
    void theUpdateIsWhatTheStepHasSubtractedAlsoAfterMetrics() {
        List<float[]> before = new ArrayList<>();
        train(new Momentum(0.01f, 0.9f, 0, false), List.of(LINEAR), run -> {
            before.add(copy(run.initialValues()));
            run.onEvaluation(e -> {
                if (e.step() == 0) {
                    assertNull(e.update());
                }
            });
            run.onStep(e -> {
                float[] last = before.get(before.size() - 1);
                float[] now = copy(e.parameters());
                for (int i = 0; i < now.length; i++) {
                    assertEquals(last[i] - e.update().get(i), now[i]);
                }
                before.add(now);
                assertEquals(0.01, e.optimizer("rate"));
                assertTrue(Double.isNaN(e.optimizer("beta1")));
            });
        });
        assertEquals(10, before.size());
    }

    private static float[] copy(FloatBuffer values) {
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return copy;
    }

    @Test
    void theGradientIsTheSlopeOfTheLoss() {
        train(run -> run.onEnd(e -> assertSlopes(e, new int[] {0, 3, 5, 5})));
    }

    private static void assertSlopes(RunEvent e, int[] examples) {
        float[] theta = copy(e.parameters());
        float[] gradient = new float[theta.length];
        e.gradient(examples, gradient);
        float h = 1e-2f;
        for (int i = 0; i < theta.length; i++) {
            float[] up = theta.clone();
            float[] down = theta.clone();
            up[i] += h;
            down[i] -= h;
            double slope = (e.loss(up, examples) - e.loss(down, examples)) / (up[i] - (double) down[i]);
            assertEquals(slope, gradient[i], 2e-3 * (1 + Math.abs(slope)), "parameter " + i);
        }
    }

    /** The Hessian of a linear unit with a bias is the mean of z z' with z = (x0, x1, 1), with eigenvalues 9, 1, 1. */
    @Test
    void theEigenvalueOfALinearRegressionIsThatOfItsInputs() {
        RunResult result = train(
                new Corners(true),
                DataSettings.of(-1, 0, Scaling.NONE, Coding.ONE_HOT),
                new Sgd(0.01f),
                List.of(LINEAR),
                new HessianEigenvalue(1000, 200, 1e-6));
        assertEquals(9, value(result, "eigenvalue"), 0.02);
    }

    private static double value(RunResult result, String series) {
        return result.measurements().stream()
                .filter(m ->
                        m.phase().equals(Measurement.LISTENER) && m.metric().endsWith("/" + series))
                .mapToDouble(Measurement::value)
                .reduce((first, last) -> last)
                .orElseThrow();
    }
}
