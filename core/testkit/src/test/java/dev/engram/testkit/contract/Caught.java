package dev.engram.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A component that is broken on purpose, and the check that has to notice. */
record Caught(String check, Object component) {
  /** The check fails, with a message that names the component. */
  void verify() {
    Check c = Contract.of(component).stream().filter(x -> x.name().equals(check)).findFirst()
        .orElseThrow(() -> new AssertionError("there is no check '" + check + "' in the contract of "
            + component));
    Verdict v = c.run();
    assertTrue(v.failed(), () -> "'" + check + "' does not notice " + component + ": " + v.message());
    assertTrue(v.message().startsWith(component + ": ") && v.message().length() > component.toString().length()
        + 20, v.message());
  }

  /** Each check of a contract is shown to fail: on one of the broken components, or (the first six) on some other kind's. */
  static void complete(Object sound, Stream<Caught> broken) {
    Set<String> all = Contract.of(sound).stream().map(Check::name).collect(Collectors.toCollection(TreeSet::new));
    Set<String> shown = broken.map(Caught::check).collect(Collectors.toCollection(TreeSet::new));
    all.removeAll(Set.of(Hygiene.RECORD, Hygiene.DEFAULTS, Hygiene.STATICS, Hygiene.STEADY, Hygiene.UNCHANGED, Hygiene.EQUAL));
    shown.removeAll(Set.of(Hygiene.RECORD, Hygiene.DEFAULTS, Hygiene.STATICS, Hygiene.STEADY, Hygiene.UNCHANGED, Hygiene.EQUAL));
    assertEquals(all, shown, "checks that a broken component shows to fail");
  }

  @Override
  public String toString() {
    return component + " against '" + check + "'";
  }
}
