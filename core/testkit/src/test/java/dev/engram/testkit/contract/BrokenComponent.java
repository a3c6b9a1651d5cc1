package dev.engram.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.testkit.contract.check.Check;
import dev.engram.testkit.contract.check.ContractResult;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A component that is broken on purpose, and the check that has to notice. */
public record BrokenComponent(String check, Object component) {
    /** The check fails, with a message that names the component. */
    public void verify() {
        Check c = Contract.of(component).stream()
                .filter(x -> x.name().equals(check))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("there is no check '" + check + "' in the contract of " + component));
        ContractResult v = c.run();
        assertTrue(v.failed(), () -> "'" + check + "' does not notice " + component + ": " + v.message());
        assertTrue(
                v.message().startsWith(component + ": ")
                        && v.message().length() > component.toString().length() + 20,
                v.message());
    }

    /**
     * Each check of a contract is shown to fail: on one of the broken components, or (the first six) on some other
     * kind's.
     */
    public static void assertEveryCheckFails(Object sound, Stream<BrokenComponent> broken) {
        Set<String> all = Contract.of(sound).stream().map(Check::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> shown = broken.map(BrokenComponent::check).collect(Collectors.toCollection(TreeSet::new));
        all.removeAll(Set.of(
                ComponentChecks.RECORD,
                ComponentChecks.DEFAULTS,
                ComponentChecks.NO_STATIC_STATE,
                ComponentChecks.DETERMINISTIC,
                ComponentChecks.UNCHANGED,
                ComponentChecks.EQUAL));
        shown.removeAll(Set.of(
                ComponentChecks.RECORD,
                ComponentChecks.DEFAULTS,
                ComponentChecks.NO_STATIC_STATE,
                ComponentChecks.DETERMINISTIC,
                ComponentChecks.UNCHANGED,
                ComponentChecks.EQUAL));
        assertEquals(all, shown, "checks that a broken component shows to fail");
    }

    @Override
    public String toString() {
        return component + " against '" + check + "'";
    }
}
