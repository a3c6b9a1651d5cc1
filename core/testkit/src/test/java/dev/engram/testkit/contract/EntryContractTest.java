package dev.engram.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Origin;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Schedule;
import dev.engram.spi.Step;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;
import dev.engram.testkit.contract.check.Check;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.optimizer.BrokenOptimizersTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryContractTest {
    /** The end of a schedule. */
    public enum End {
        AT_ZERO,
        AT_HALF
    }

    /** Decreases linearly. */
    @Component("straight-line")
    public record StraightLine(
            @Hyper(value = "0.1", range = "(0,inf)", doc = "first number")
            double from,

            @Hyper(value = "at-half", doc = "how it ends") End end)
            implements Schedule {
        @Override
        public double at(long t, long total) {
            return from * (1 - (end == End.AT_HALF ? 0.5 : 1) * t / total);
        }
    }

    /** Gradient descent without a default rate. */
    @Component("told")
    public record RequiresARate(@Hyper(doc = "step length") float rate) implements Optimizer {
        @Override
        public void update(Step s) {
            for (int i = s.from(); i < s.to(); i++) {
                s.gradient()[i] *= rate;
            }
        }
    }

    private static List<Check> contract(Class<?> type) {
        return Contract.of(Entry.of(type, "", Origin.BUILT_IN));
    }

    @Test
    void aComponentWithDefaultsIsConstructedFromThem() {
        List<Check> checks = contract(StraightLine.class);
        assertEquals(
                new StraightLine(0.1, End.AT_HALF).toString(), checks.get(0).component());
        for (Check c : checks) {
            ContractResult v = c.run();
            assertEquals(ContractResult.CheckOutcome.PASSED, v.outcome(), c.name() + ": " + v.message());
            assertFalse(v.message().isBlank(), c.name());
        }
        assertEquals(8, checks.size());
    }

    @Test
    void withoutDefaultsOnlyTheClassIsChecked() {
        List<Check> checks = contract(RequiresARate.class);
        assertEquals("optimizer/told", checks.get(0).component());
        ContractResult last = checks.get(checks.size() - 1).run();
        assertEquals(ContractResult.CheckOutcome.SKIPPED, last.outcome());
        assertTrue(last.message().contains("defaults"), last.message());
        assertEquals(5, checks.size());
    }

    @Test
    void aDefaultOutsideItsRangeIsAFailure() {
        ContractResult v = contract(BrokenOptimizersTest.OutOfRange.class).stream()
                .filter(c -> c.name().equals(ComponentChecks.DEFAULTS))
                .findFirst()
                .orElseThrow()
                .run();
        assertTrue(v.failed() && v.message().contains("keep: the default 1.2 is outside [0,1)"), v.message());
    }

    /** A layer with a mistake that shows only in a network. */
    record ThrowingLayer() implements StageKind {
        @Override
        public Stage bind(LayerSetup setup) {
            throw new IllegalStateException("boom");
        }
    }

    @Test
    void whatALayerThrowsWhileItIsTriedInANetworkIsAFailedCheck() {
        assertTrue(Contract.of(new ThrowingLayer()).stream()
                .filter(c -> c.name().equals(Contract.TRIED))
                .anyMatch(c -> c.run().message().contains("threw IllegalStateException: boom")));
    }
}
