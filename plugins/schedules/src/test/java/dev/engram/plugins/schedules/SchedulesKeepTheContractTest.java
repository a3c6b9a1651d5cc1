package dev.engram.plugins.schedules;

import dev.engram.spi.Schedule;
import dev.engram.testkit.junit.ScheduleContractTest;
import java.util.List;

class SchedulesKeepTheContractTest extends ScheduleContractTest {
    @Override
    protected List<Schedule> components() {
        return List.of(
                new Constant(0.1),
                new Cosine(0.1, 0, 0),
                new Cosine(0.1, 0.01, 50),
                new Exponential(0.1, 0.5, 100),
                new Geometric(1e-5, 10, 0),
                new Geometric(1, 0.01, 100),
                new InverseSqrt(0.1, 10),
                new InverseTime(0.1, 100, 1),
                new InverseTime(0.1, 100, 0.602),
                new Polynomial(0.1, 0.01, 2, 0),
                new Step(0.1, 0.1, 30),
                new WarmUp(10, new Cosine(0.1, 0, 0)),
                new OneCycle(0.1, 25, 1e4, 0.3, OneCycle.Shape.COSINE, 0),
                new OneCycle(0.85, 0.895, 1, 0.3, OneCycle.Shape.LINEAR, 50),
                new Wsd(0.1, 10, 0.2, Wsd.Shape.LINEAR, 0, 0),
                new Wsd(0.1, 0, 0.5, Wsd.Shape.ONE_MINUS_SQRT, 0.01, 50),
                new Wsd(0.1, 10, 1, Wsd.Shape.COSINE, 0, 0),
                new CosineRestarts(0.1, 0, 7, 1),
                new CosineRestarts(0.1, 0.01, 10, 2),
                new Cyclic(0.01, 0.1, 10, 0, Cyclic.Shape.TRIANGULAR, 1),
                new Cyclic(0.01, 0.1, 10, 5, Cyclic.Shape.TRIANGULAR2, 1),
                new Cyclic(0.01, 0.1, 10, 5, Cyclic.Shape.EXPONENTIAL, 0.99),
                new Noam(1, 512, 10),
                new Join(List.of(new Constant(0.1), new Cosine(0.1, 0, 0)), List.of(20L)),
                new PiecewiseLinear(List.of(5L, 20L), List.of(0.1, 0.01)));
    }
}
