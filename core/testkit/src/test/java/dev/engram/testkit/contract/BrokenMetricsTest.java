package dev.engram.testkit.contract;

import dev.engram.spi.Metric;
import dev.engram.spi.Schedule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deliberately broken schedules and metrics. */
class BrokenMetricsTest {
    private interface HigherIsBetter extends Metric.OfPredictions {
        @Override
        default int direction() {
            return 1;
        }
    }

    private interface AlwaysZero extends HigherIsBetter {
        @Override
        default double compute(Predictions p) {
            return 0;
        }
    }

    record EndsTooEarly() implements Schedule {
        @Override
        public double at(long t, long total) {
            return t / (double) (total - 1);
        }
    }

    record CountsItself() implements Schedule {
        private static int calls;

        @Override
        public double at(long t, long total) {
            return 1.0 / ++calls;
        }
    }

    record DirectionTwo() implements Metric.OfPredictions {
        @Override
        public int direction() {
            return 2;
        }

        @Override
        public double compute(Predictions p) {
            return 0;
        }
    }

    record MeasuresNothing() implements Metric {
        @Override
        public int direction() {
            return 1;
        }
    }

    record DividesByZero() implements HigherIsBetter {
        @Override
        public double compute(Predictions p) {
            int wrong = 0;
            for (int r = 0; r < p.scores().rows(); r++) {
                wrong += p.predicted(r) == p.label(r) ? 0 : 1;
            }
            return 1.0 / wrong;
        }

        @Override
        public String incompatibility(boolean classes) {
            return classes ? null : "needs classes";
        }
    }

    record ForgetsRegression() implements HigherIsBetter {
        @Override
        public double compute(Predictions p) {
            return p.label(0);
        }
    }

    record ExceedsItsBest() implements HigherIsBetter {
        @Override
        public double compute(Predictions p) {
            return 100;
        }

        @Override
        public double best() {
            return 1;
        }
    }

    record RepeatsAPart() implements Metric.OfTraining {
        @Override
        public int direction() {
            return 0;
        }

        @Override
        public void compute(Probe p, Readings out) {
            out.put("", 1);
            out.put("", 2);
        }
    }

    record ModifiesTheGradient() implements Metric.OfTraining {
        @Override
        public int direction() {
            return 0;
        }

        @Override
        public void compute(Probe p, Readings out) {
            p.pseudoGradient()[0] /= 2;
            out.put("", 1);
        }
    }

    record RepeatsALabel() implements AlwaysZero {
        @Override
        public void computeDetails(Predictions p, Details out) {
            out.put(1, "cat");
            out.put(2, "cat");
        }
    }

    record LabelsNothing() implements AlwaysZero {
        @Override
        public void computeDetails(Predictions p, Details out) {
            out.put(1);
        }
    }

    record CountsItsDetails() implements AlwaysZero {
        private static int calls;

        @Override
        public void computeDetails(Predictions p, Details out) {
            out.put(++calls, "cat");
        }
    }

    record DividesByAnAbsentClass() implements Metric.OfPredictions {
        @Override
        public int direction() {
            return 0;
        }

        @Override
        public double compute(Predictions p) {
            return 0;
        }

        @Override
        public void computeDetails(Predictions p, Details out) {
            out.put(1.0 / (p.scores().rows() - 1), "target0");
        }
    }

    private record Right() implements HigherIsBetter {
        @Override
        public double compute(Predictions p) {
            return p.loss();
        }
    }

    private record Half() implements Schedule {
        @Override
        public double at(long t, long total) {
            return 0.5;
        }
    }

    static Stream<BrokenComponent> schedules() {
        return Stream.of(
                new BrokenComponent(ScheduleChecks.FINITE, new EndsTooEarly()),
                new BrokenComponent(ScheduleChecks.PURE, new CountsItself()));
    }

    static Stream<BrokenComponent> metrics() {
        return Stream.of(
                new BrokenComponent(MetricChecks.DIRECTION, new DirectionTwo()),
                new BrokenComponent(MetricChecks.DIRECTION, new MeasuresNothing()),
                new BrokenComponent(MetricChecks.DEFINED, new DividesByZero()),
                new BrokenComponent(MetricChecks.DEFINED, new ExceedsItsBest()),
                new BrokenComponent(MetricChecks.DEFINED, new ForgetsRegression()),
                new BrokenComponent(MetricChecks.DEFINED, new RepeatsAPart()),
                new BrokenComponent(MetricChecks.DETAILS, new RepeatsALabel()),
                new BrokenComponent(MetricChecks.DETAILS, new LabelsNothing()),
                new BrokenComponent(MetricChecks.DETAILS, new DividesByAnAbsentClass()),
                new BrokenComponent(MetricChecks.READS, new CountsItsDetails()),
                new BrokenComponent(MetricChecks.READS, new ModifiesTheGradient()));
    }

    @ParameterizedTest
    @MethodSource({"schedules", "metrics"})
    void isCaught(BrokenComponent c) {
        c.verify();
    }

    @Test
    void everyCheckIsShownToFail() {
        BrokenComponent.assertEveryCheckFails(new Half(), schedules());
        BrokenComponent.assertEveryCheckFails(new Right(), metrics());
    }
}
