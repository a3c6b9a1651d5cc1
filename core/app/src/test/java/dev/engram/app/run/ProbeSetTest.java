package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.ProbeSize;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.plugins.learningrules.Backprop;
import dev.engram.plugins.learningrules.DirectRandomTargetProjection;
import dev.engram.plugins.learningrules.FeedbackAlignment;
import dev.engram.plugins.metrics.Alignment;
import dev.engram.spi.Component;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Metric;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Metrics of the training are measured on a fixed probe set, so that they do not depend on the batch. */
class ProbeSetTest {
    private static final LearningRule DRTP = new DirectRandomTargetProjection(1, false);
    private static final LearningRule FEEDBACK = new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS);

    /** Sums what the first layer answers, which identifies the examples. */
    @Component("fingerprint")
    record Fingerprint() implements Metric.OfTraining {
        @Override
        public int direction() {
            return 0;
        }

        @Override
        public void compute(Probe probe, Readings out) {
            Matrix output = probe.responses().get(0).output();
            double sum = 0;
            for (int r = 0; r < output.rows(); r++) {
                for (int c = 0; c < output.cols(); c++) {
                    sum += output.get(r, c);
                }
            }
            out.put("", sum);
            out.put("examples", output.rows());
        }
    }

    private static RunResult run(LearningRule rule, int batch, ProbeSize probe, long seed, Metric... metrics) {
        TrainingSettings training = TrainingSettings.ofSteps(3, new BatchSize(batch))
                .withMonitoring(TrainingSettings.Monitoring.DEFAULT.withProbe(probe));
        return DigitsRuns.run(rule, training, Optional.empty(), seed, metrics);
    }

    /** Returns the angle before the first step, for each of five seeds. */
    private static List<Double> angles(int batch, ProbeSize probe) {
        return LongStream.rangeClosed(1, 5)
                .mapToObj(
                        seed -> DigitsRuns.series(run(DRTP, batch, probe, seed, new Alignment()), "probe", "alignment")
                                .get(0))
                .toList();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElseThrow();
    }

    @Test
    void anAngleDoesNotDependOnTheSizeOfTheBatch() {
        assertEquals(angles(4, ProbeSize.DEFAULT), angles(64, ProbeSize.DEFAULT));
        assertNotEquals(angles(4, ProbeSize.BATCH), angles(64, ProbeSize.BATCH));
    }

    @Test
    void aSmallBatchShowsATooSmallAngleAndTheProbeSetDoesNot() {
        double all = mean(angles(4, new ProbeSize(1_000_000)));
        double probed = mean(angles(4, ProbeSize.DEFAULT));
        double batch = mean(angles(4, ProbeSize.BATCH));
        assertEquals(all, probed, 0.5);
        assertTrue(batch < all - 4, () -> "batch " + batch + ", probe set " + probed + ", all " + all);
    }

    @Test
    void allCellsOfASeedShareTheProbeSet() {
        List<Double> first = fingerprint(run(new Backprop(), 32, new ProbeSize(100), 1, new Fingerprint()));
        assertEquals(first, fingerprint(run(FEEDBACK, 8, new ProbeSize(100), 1, new Fingerprint())));
        assertNotEquals(first, fingerprint(run(new Backprop(), 32, new ProbeSize(100), 2, new Fingerprint())));
    }

    private static List<Double> fingerprint(RunResult result) {
        assertEquals(
                100, DigitsRuns.series(result, "probe", "fingerprint/examples").get(0));
        return DigitsRuns.series(result, "probe", "fingerprint").subList(0, 1);
    }

    @Test
    void probingChangesNothingInTheTraining() {
        String unprobed = run(DRTP, 16, ProbeSize.DEFAULT, 3).hash();
        for (ProbeSize probe : List.of(ProbeSize.DEFAULT, ProbeSize.BATCH, new ProbeSize(1), new ProbeSize(17))) {
            assertEquals(unprobed, run(DRTP, 16, probe, 3, new Alignment()).hash(), probe.toString());
        }
    }
}
