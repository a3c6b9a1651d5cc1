package dev.engram.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.spi.Schedule;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.Bowl;
import dev.engram.testkit.parts.Constant;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Exp;
import dev.engram.testkit.parts.Gaussian;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.HeavyBall;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Rosenbrock;
import dev.engram.testkit.parts.Sigmoid;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import dev.engram.testkit.parts.Threshold;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The other half of the broken components: no check fails without a reason. */
class CorrectComponentsTest {
    private record Halving() implements Schedule {
        @Override
        public double at(long t, long total) {
            return 0.1 * (1 - 0.5 * t / total);
        }
    }

    @TestFactory
    Stream<DynamicTest> passTheContract() {
        return Stream.of(
                        new GradientDescent(0.1f),
                        new HeavyBall(0.01f, 0.9f),
                        new Backpropagation(),
                        new SumOfSquares(),
                        new CrossEntropy(),
                        new Identity(),
                        new Tanh(),
                        new Sigmoid(),
                        new Softmax(),
                        new Exp(),
                        new Threshold(),
                        new Gaussian(1),
                        new Constant(2),
                        new Bowl(),
                        new Rosenbrock(),
                        new Halving())
                .flatMap(part -> Contract.of(part).stream())
                .map(c -> DynamicTest.dynamicTest(c.component() + " " + c.name(), () -> {
                    ContractResult v = c.run();
                    assertFalse(v.failed(), v::message);
                }));
    }

    @Test
    void whatIsNoComponentHasNoContract() {
        assertThrows(IllegalArgumentException.class, () -> Contract.of((Object) "text"));
    }
}
