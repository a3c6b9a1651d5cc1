package dev.engram.testkit.contract;

import java.util.ArrayList;
import java.util.List;

/** Collects the checks of one component. */
final class Checks {
  private final String component;
  private final List<Check> checks = new ArrayList<>();

  Checks(Object component) {
    this.component = component.toString();
  }

  Checks add(String name, Check.Body body) {
    checks.add(new Check(component, name, body));
    return this;
  }

  List<Check> all() {
    return List.copyOf(checks);
  }
}
