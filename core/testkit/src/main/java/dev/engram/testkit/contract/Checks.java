package dev.engram.testkit.contract;

import java.util.ArrayList;
import java.util.List;

/** Collects the checks of one component. */
final class Checks {
  private final String component;
  private final List<Check> checks = new ArrayList<>();
  private final List<Check> last = new ArrayList<>();

  Checks(Object component) {
    this.component = component.toString();
  }

  Checks add(String name, Check.Body body) {
    checks.add(new Check(component, name, body));
    return this;
  }

  /** One that looks back at what the others did. */
  Checks addLast(String name, Check.Body body) {
    last.add(new Check(component, name, body));
    return this;
  }

  List<Check> all() {
    List<Check> all = new ArrayList<>(checks);
    all.addAll(last);
    return List.copyOf(all);
  }
}
