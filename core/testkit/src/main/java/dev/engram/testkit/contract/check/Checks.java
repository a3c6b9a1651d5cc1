package dev.engram.testkit.contract.check;

import java.util.ArrayList;
import java.util.List;

/** A builder of the checks of one component. */
public final class Checks {
    private final String component;
    private final List<Check> checks = new ArrayList<>();
    private final List<Check> last = new ArrayList<>();

    public Checks(Object component) {
        this.component = component.toString();
    }

    public Checks add(String name, Check.Body body) {
        checks.add(new Check(component, name, body));
        return this;
    }

    /** Adds a check that runs after all others, to see their side effects. */
    public Checks addLast(String name, Check.Body body) {
        last.add(new Check(component, name, body));
        return this;
    }

    public List<Check> all() {
        List<Check> all = new ArrayList<>(checks);
        all.addAll(last);
        return List.copyOf(all);
    }
}
