package dev.engram.testkit.contract;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.listener.Listener;
import dev.engram.spi.listener.ListenerSetup;
import dev.engram.testkit.contract.listener.ListenerChecks;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenListenersTest {
    record WritesTheParameters() implements Listener {
        @Override
        public void follow(ListenerSetup run) {
            run.onStep(e -> e.parameters().put(0, 1));
        }
    }

    record WritesTheUpdate() implements Listener {
        @Override
        public void follow(ListenerSetup run) {
            run.onStep(e -> e.update().array()[0] = 1);
        }
    }

    record RejectsAll() implements Listener {
        @Override
        public void follow(ListenerSetup run) {
            throw new IncompatibleException("it follows nothing");
        }
    }

    record CountsOnItsOwn() implements Listener {
        @Override
        public void follow(ListenerSetup run) {
            AtomicInteger steps = new AtomicInteger();
            run.onStep(e -> e.record("steps", steps.incrementAndGet()));
        }
    }

    record ReadsTheClock() implements Listener {
        @Override
        public void follow(ListenerSetup run) {
            run.onEvaluation(e -> e.record("time", System.nanoTime()));
        }
    }

    record RecordsTwice() implements Listener {
        @Override
        public void follow(ListenerSetup run) {
            run.onStep(e -> e.record("loss", e.batchLoss()));
            run.onEpoch(e -> e.record("loss", e.batchLoss()));
        }
    }

    record RecordsInfinity() implements Listener {
        @Override
        public void follow(ListenerSetup run) {
            run.onEnd(e -> e.record("inverse", 1 / 0.0));
        }
    }

    record RecordsWithoutName() implements Listener {
        @Override
        public void follow(ListenerSetup run) {
            run.onEnd(e -> e.record("", 1));
        }
    }

    private record Correct() implements Listener {
        @Override
        public void follow(ListenerSetup run) {
            double[] sum = run.state("sum", 1);
            run.onStep(e -> {
                sum[0] += e.batchLoss();
                e.record("sum", sum[0]);
            });
        }
    }

    static Stream<BrokenComponent> broken() {
        return Stream.of(
                new BrokenComponent(ListenerChecks.CHANGES_NOTHING, new WritesTheParameters()),
                new BrokenComponent(ListenerChecks.CHANGES_NOTHING, new WritesTheUpdate()),
                new BrokenComponent(ListenerChecks.FOLLOWS, new RejectsAll()),
                new BrokenComponent(ListenerChecks.REPEATS, new CountsOnItsOwn()),
                new BrokenComponent(ListenerChecks.REPEATS, new ReadsTheClock()),
                new BrokenComponent(ListenerChecks.SERIES, new RecordsTwice()),
                new BrokenComponent(ListenerChecks.SERIES, new RecordsInfinity()),
                new BrokenComponent(ListenerChecks.SERIES, new RecordsWithoutName()));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isCaught(BrokenComponent c) {
        c.verify();
    }

    @Test
    void everyCheckIsShownToFail() {
        BrokenComponent.assertEveryCheckFails(new Correct(), broken());
    }
}
