package dev.engram.engine.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.Histogram;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.spi.Landscape;
import dev.engram.spi.listener.Listener;
import dev.engram.spi.listener.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HistogramsOfAStepTest {
    /** A landscape with one coordinate and no slope. */
    private record Plain() implements Landscape {
        @Override
        public int cols() {
            return 1;
        }

        @Override
        public double value(double[] x, double[] gradient) {
            gradient[0] = 0;
            return 0;
        }

        @Override
        public double[] start() {
            return new double[1];
        }
    }

    private final List<Measurement> recorded = new ArrayList<>();

    private static RunListeners listeners(Consumer<RunEvent> atEvaluation, Consumer<RunEvent> atEnd) {
        Listener listener = setup -> {
            setup.onEvaluation(atEvaluation);
            setup.onEnd(atEnd);
        };
        LandscapeSource source = new LandscapeSource(new Plain(), new double[1]);
        ListenedRun run =
                new ListenedRun(source, null, 1, new ListenedRun.Length(10, 1, 0), Optional.empty(), Optional.empty());
        return new RunListeners(List.of(new NamedComponent<>("twice", listener)), run, AssertionError::new);
    }

    private Moment moment(long step) {
        return new Moment(
                step,
                step,
                0,
                metric -> Double.NaN,
                (phase, metric, value) -> recorded.add(new Measurement(step, step, phase, metric, value)));
    }

    private static Consumer<RunEvent> histogram(String series) {
        return event -> event.recordHistogram(series, 0, 1, new long[] {1, 2});
    }

    @Test
    void aSeriesThatIsRecordedInTwoEventsOfAStepIsRefused() {
        RunListeners listeners = listeners(histogram("w"), histogram("w"));
        listeners.afterEvaluation(moment(3));
        String message = assertThrows(IllegalStateException.class, () -> listeners.atEnd(moment(3)))
                .getMessage();
        assertTrue(message.contains("twice records two histograms of 'w' at step 3"), message);
        assertEquals(1, Histogram.of(recorded).size());
    }

    @Test
    void otherSeriesAndOtherStepsAreKept() {
        RunListeners listeners = listeners(histogram("w"), histogram("end"));
        listeners.afterEvaluation(moment(3));
        listeners.afterEvaluation(moment(4));
        listeners.atEnd(moment(4));
        assertEquals(
                List.of("twice/w 3", "twice/w 4", "twice/end 4"),
                Histogram.of(recorded).stream()
                        .map(h -> h.name() + " " + h.step())
                        .toList());
    }
}
