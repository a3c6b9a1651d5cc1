package dev.engram.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.engram.engine.train.Stepper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Scratch;
import dev.engram.spi.Step;
import dev.engram.testkit.contract.Terrain.Fault;
import dev.engram.testkit.parts.HeavyBall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a step gives to work in is made once. */
class StepMemoryTest {
  private static Stepper stepper(Optimizer o) {
    return new Stepper(new Terrain(Terrain.usual(o), true, Fault.NONE), o, 1);
  }

  @Test
  void doublesOfOneNameAreKeptForEachLength() {
    List<double[]> seen = new ArrayList<>();
    Stepper s = stepper(step -> {
      seen.add(step.scratch("a", 3));
      seen.add(step.scratch("a", 4));
      seen.add(step.scratch("b", 3));
    });
    seen.clear();
    s.step();
    s.step();
    assertEquals(3, seen.get(0).length);
    assertEquals(4, seen.get(1).length);
    assertNotSame(seen.get(0), seen.get(2));
    for (int i = 0; i < 3; i++) {
      assertSame(seen.get(i), seen.get(i + 3));
    }
  }

  /** Evaluated at a slot, with a matrix of each parameter and a nested optimizer: all of it under names of their own. */
  private record Everything(HeavyBall inner) implements Optimizer {
    @Override
    public void rewrite(Step s) {
      for (int k = 0; k < s.parameters().size(); k++) {
        Parameter p = s.parameters().get(k);
        Scratch one = s.slot(p, "one", 2, 2, k + 1), two = s.slot(p, "two", 1, 1, -k);
        one.scale(0.5f);
        two.scale(0.5f);
      }
      s.scratch("numbers", 5)[0] = 1;
      float[] seen = s.slot("seen", s.theta());
      s.inner("inner", inner);
      s.view(seen);
    }
  }

  @Test
  void askingForItAgainAllocatesNothing() {
    Stepper s = stepper(new Everything(new HeavyBall(0.01f, 0.9f)));
    Verdict v = Allocation.ofSteps(s::step, Allocation.MANY);
    assertFalse(v.failed(), v.toString());
  }

  @Test
  void matricesOfParametersAreSavedUnderParameterAndName() {
    Stepper s = stepper(new Everything(new HeavyBall(0.01f, 0.9f)));
    s.step();
    assertArrayEquals(new float[] {0.5f, 0, 0, 0.5f}, s.save().slots().get("hidden/one"));
    assertArrayEquals(new float[] {-1.5f}, s.save().slots().get("bias/two"));
    assertEquals("seen", s.save().view());
  }
}
