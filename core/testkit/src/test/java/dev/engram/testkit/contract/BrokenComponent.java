package dev.engram.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.testkit.contract.check.Check;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.tools.Allocation;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A deliberately broken component, and the check that must fail for it. */
public record BrokenComponent(String check, Object component) {
    private static final Set<String> OF_EVERY_COMPONENT = Set.of(
            ComponentChecks.RECORD,
            ComponentChecks.DEFAULTS,
            ComponentChecks.NO_STATIC_STATE,
            ComponentChecks.DETERMINISTIC,
            ComponentChecks.UNCHANGED,
            ComponentChecks.EQUAL);

    /** Asserts that the check fails with a message that names the component. */
    public void verify() {
        Check c = Contract.of(component).stream()
                .filter(x -> x.name().equals(check))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("there is no check '" + check + "' in the contract of " + component));
        ContractResult v = run(c);
        assertTrue(v.failed(), () -> "'" + check + "' does not fail for " + component + ": " + v.message());
        assertTrue(
                v.message().startsWith(component + ": ")
                        && v.message().length() > component.toString().length() + 20,
                v.message());
    }

    /** A broken component allocates for as long as it is watched, so the JIT compiler is given no extra time. */
    private static ContractResult run(Check check) {
        System.setProperty(Allocation.MIN_MILLIS, "0");
        try {
            return check.run();
        } finally {
            System.clearProperty(Allocation.MIN_MILLIS);
        }
    }

    /**
     * Asserts that every check of a contract fails for one of the broken components. The checks of every
     * component are shown to fail for some kind.
     */
    public static void assertEveryCheckFails(Object sound, Stream<BrokenComponent> broken) {
        Set<String> all = Contract.of(sound).stream().map(Check::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> shown = broken.map(BrokenComponent::check).collect(Collectors.toCollection(TreeSet::new));
        all.removeAll(OF_EVERY_COMPONENT);
        shown.removeAll(OF_EVERY_COMPONENT);
        assertEquals(all, shown, "checks that fail for a broken component");
    }

    @Override
    public String toString() {
        return component + " against '" + check + "'";
    }
}
