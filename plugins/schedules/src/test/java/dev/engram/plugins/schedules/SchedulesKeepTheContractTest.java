package dev.engram.plugins.schedules;

import dev.engram.spi.Schedule;
import dev.engram.testkit.junit.ScheduleContractTest;
import java.util.List;

class SchedulesKeepTheContractTest extends ScheduleContractTest {
  @Override
  protected List<Schedule> components() {
    return List.of(
        new Constant(0.1), new Cosine(0.1, 0, 0), new Cosine(0.1, 0.01, 50), new Exponential(0.1, 0.5, 100), new InverseSqrt(0.1, 10),
        new InverseTime(0.1, 100), new Polynomial(0.1, 0.01, 2, 0), new Step(0.1, 0.1, 30), new WarmUp(10, new Cosine(0.1, 0, 0)));
  }
}
