package dev.engram.testkit.contract.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.engram.engine.step.Stepper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Scratch;
import dev.engram.spi.Step;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.optimizer.QuadraticObjective.GradientFault;
import dev.engram.testkit.contract.tools.Allocation;
import dev.engram.testkit.parts.HeavyBall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Slots, scalars and scratch memory of a step. */
class StepStateTest {
    private static Stepper stepper(Optimizer o) {
        return new Stepper(
                new QuadraticObjective(QuadraticObjective.typicalParameters(o), true, GradientFault.NONE), o, 1);
    }

    @Test
    void scratchArraysAreKeptByNameAndLength() {
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

    /**
     * Uses everything: an evaluation point, matrices for each parameter and an inner optimizer.
     */
    private record Everything(HeavyBall inner) implements Optimizer {
        @Override
        public void update(Step s) {
            for (int k = 0; k < s.parameters().size(); k++) {
                Parameter p = s.parameters().get(k);
                Scratch one = s.slot(p, "one", 2, 2, k + 1), two = s.slot(p, "two", 1, 1, -k);
                one.scale(0.5f);
                two.scale(0.5f);
            }
            s.scratch("numbers", 5)[0] = 1;
            float[] seen = s.slot("seen", s.theta());
            s.updateWith("inner", inner);
            s.useForEvaluation(seen);
        }
    }

    @Tag("uninstrumented")
    @Test
    void repeatedRequestsAllocateNothing() {
        Stepper s = stepper(new Everything(new HeavyBall(0.01f, 0.9f)));
        ContractResult v = Allocation.check(s::step, Allocation.OPTIMIZER_STEPS);
        assertFalse(v.failed(), v.toString());
    }

    @Test
    void matricesOfParametersAreSavedByParameterAndName() {
        Stepper s = stepper(new Everything(new HeavyBall(0.01f, 0.9f)));
        s.step();
        assertArrayEquals(new float[] {0.5f, 0, 0, 0.5f}, s.save().slots().get("hidden/one"));
        assertArrayEquals(new float[] {-1.5f}, s.save().slots().get("bias/two"));
        assertEquals("seen", s.save().view());
    }

    /** A subnormal and a normal number in the slots of an outer and an inner optimizer. */
    private record Tiny(boolean outer) implements Optimizer {
        @Override
        public void update(Step s) {
            float[] tiny = s.slot("tiny", -Float.MIN_VALUE), least = s.slot("least", Float.MIN_NORMAL);
            s.scalar("seen", 0).set(tiny[0]);
            s.scalar("kept", 0).set(least[0]);
            if (outer) {
                s.updateWith("inner", new Tiny(false));
            }
        }
    }

    @Test
    void subnormalNumbersInSlotsBecomeZeroEveryThousandSteps() {
        Stepper s = stepper(new Tiny(true)), resumed = stepper(new Tiny(true));
        for (int t = 1; t < 1_000; t++) {
            s.step();
            if (t == 400) {
                resumed.restore(s.save());
            }
        }
        for (int t = 401; t < 1_000; t++) {
            resumed.step();
        }
        for (Stepper each : List.of(s, resumed)) {
            assertEquals(-Float.MIN_VALUE, each.save().scalars().get("seen"));
            each.step();
            for (String path : List.of("", "inner/")) {
                assertEquals(0, each.save().scalars().get(path + "seen"), path);
                assertEquals(Float.MIN_NORMAL, each.save().scalars().get(path + "kept"), path);
                assertEquals(0f, each.save().slots().get(path + "tiny")[0], path);
            }
        }
    }

    /** Requests its slot in the first step and after step 1,000. */
    private record Late() implements Optimizer {
        @Override
        public void update(Step s) {
            if (s.t() == 1 || s.t() > 1_000) {
                s.scalar("seen", 0).set(s.slot("tiny", Float.MIN_VALUE)[0]);
            }
        }
    }

    @Test
    void subnormalNumbersBecomeZeroEvenInSlotsNotRequestedAfterAResume() {
        Stepper s = stepper(new Late()), resumed = stepper(new Late());
        s.step();
        resumed.restore(s.save());
        for (int t = 1; t <= 1_000; t++) {
            s.step();
            resumed.step();
        }
        assertEquals(0, s.save().scalars().get("seen"));
        assertEquals(0, resumed.save().scalars().get("seen"));
    }
}
