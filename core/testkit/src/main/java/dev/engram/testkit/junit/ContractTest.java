package dev.engram.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.engram.testkit.contract.Contract;
import dev.engram.testkit.contract.Defaults;
import dev.engram.testkit.contract.check.Check;
import dev.engram.testkit.contract.check.ContractResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * One test for each component and each promise of its contract. A promise that a component does not make is reported as
 * aborted.
 */
public abstract class ContractTest<T> {
    /** Returns the components to check; list one twice if its hyperparameters lead to different code. */
    protected abstract List<? extends T> components();

    /**
     * Returns a component with the defaults of its hyperparameters, so that a test need not change when one is added.
     * Throws {@link IllegalArgumentException} if one has no default, or has a component as its default.
     */
    protected static <C extends Record> C withDefaults(Class<C> type) {
        return Defaults.create(type);
    }

    /** Returns the checks of one component. */
    protected List<Check> contract(T component) {
        return Contract.of(component);
    }

    @TestFactory
    Stream<DynamicNode> keepsTheContract() {
        List<? extends T> components = components();
        assertFalse(components.isEmpty(), "there is no component to check");
        return components.stream()
                .map(c -> dynamicContainer(
                        c.toString(),
                        contract(c).stream().map(check -> dynamicTest(check.name(), () -> verify(check)))));
    }

    private static void verify(Check check) {
        ContractResult v = check.run();
        assertFalse(v.failed(), v::message);
        if (v.outcome() == ContractResult.CheckOutcome.SKIPPED) {
            abort(v.message());
        }
    }
}
