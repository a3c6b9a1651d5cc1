package dev.engram.testkit.contract;

import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.plugins.NumericRange;
import dev.engram.engine.plugins.Origin;
import dev.engram.testkit.contract.bytecode.ComponentClasses;
import dev.engram.testkit.contract.bytecode.ObjectGraph;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.tools.Records;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The contract of all components: a component is a value, and its classes have no state. */
public final class ComponentChecks {
    public static final String RECORD =
            "it is a public record with a valid name, and every field is a documented hyperparameter";
    public static final String DEFAULTS = "every default can be parsed and is within its range";
    public static final String NO_STATIC_STATE = "its classes have no mutable static state";
    static final String DETERMINISTIC = "its code calls nothing whose result depends on the run or on the machine";
    static final String UNCHANGED = "its static fields did not change during the checks";
    public static final String EQUAL = "two instances with the same fields are equal";

    private static final String IMMUTABLE =
            "java\\.util\\.(ImmutableCollections|Collections\\$(Unmodifiable|Empty|Singleton)).*";

    private ComponentChecks() {}

    static void add(Checks to, Class<?> type) {
        if (!Records.isComponent(type)) {
            return; // a part of a test, not a component of a catalog
        }
        to.add(RECORD, () -> record(type));
        to.add(DEFAULTS, () -> defaults(type));
        to.add(NO_STATIC_STATE, () -> statics(type));
        to.add(DETERMINISTIC, () -> new ComponentClasses(type).checkDeterministic());
    }

    static void add(Checks to, Object component) {
        add(to, component.getClass());
        ObjectGraph[] before = new ObjectGraph[1];
        to.add(EQUAL, () -> {
            before[0] = new ComponentClasses(component.getClass()).staticState();
            return equal(component);
        });
        to.addLast(UNCHANGED, () -> unchanged(component.getClass(), before[0]));
    }

    private static ContractResult unchanged(Class<?> type, ObjectGraph before)
            throws IOException, IllegalAccessException {
        if (before == null) {
            return ContractResult.skipped("the check of equality, which runs first, did not run");
        }
        String difference = before.difference(new ComponentClasses(type).staticState());
        return difference == null
                ? ContractResult.passed("all static fields as before")
                : ContractResult.failed(
                        "a static field changed: %s; keep state that survives a step in slots or in Setup.state()",
                        abbreviate(difference));
    }

    /** Shortens arrays to their first numbers. */
    private static String abbreviate(String text) {
        return text.replaceAll("(\\[[^\\]]{40})[^\\]]*\\]", "$1 ...]");
    }

    private static ContractResult record(Class<?> type) {
        Entry e;
        try {
            e = Entry.of(type, "", Origin.BUILT_IN);
        } catch (IllegalArgumentException x) {
            return ContractResult.failed("expected a valid component: %s", x.getMessage());
        }
        for (Hyperparameter f : e.hyperparameters()) {
            if (f.doc().isBlank() || f.doc().contains("\n")) {
                return ContractResult.failed(
                        "the field %s: expected one line of doc in its @Hyper, found '%s'", f.name(), f.doc());
            }
        }
        return ContractResult.passed(
                "%s, version %d, %d hyperparameter%s",
                e.id(),
                e.version(),
                e.hyperparameters().size(),
                e.hyperparameters().size() == 1 ? "" : "s");
    }

    private static ContractResult defaults(Class<?> type) {
        List<String> read = new ArrayList<>();
        for (Hyperparameter f : Entry.of(type, "", Origin.BUILT_IN).hyperparameters()) {
            String text = f.defaultValue().orElse(null);
            if (text != null) {
                try {
                    Defaults.value(f, text);
                } catch (IllegalArgumentException e) {
                    return ContractResult.failed("%s", e.getMessage());
                }
            }
            read.add(f.name()
                    + (text == null ? " is required" : " " + text)
                    + (f.range().equals(NumericRange.FINITE) ? "" : " in " + f.range()));
        }
        return ContractResult.passed("%s", read.isEmpty() ? "no fields" : String.join("; ", read));
    }

    private static ContractResult statics(Class<?> type) throws IOException, IllegalAccessException {
        for (Class<?> c : new ComponentClasses(type).classes()) {
            ContractResult v = staticsOf(c);
            if (v.failed()) {
                return v;
            }
        }
        return ContractResult.passed("all static fields are constants");
    }

    private static ContractResult staticsOf(Class<?> type) throws IllegalAccessException {
        for (java.lang.reflect.Field f : type.getDeclaredFields()) {
            if (!Modifier.isStatic(f.getModifiers()) || f.isSynthetic()) {
                continue;
            }
            if (!Modifier.isFinal(f.getModifiers())) {
                return ContractResult.failed(
                        "the static field %s.%s is not final; keep state that survives a step in slots or in"
                                + " Setup.state()",
                        type.getSimpleName(), f.getName());
            }
            f.setAccessible(true);
            String why = mutability(f.get(null));
            if (why != null) {
                return ContractResult.failed(
                        "the static field %s.%s %s; keep state that survives a step in slots or in Setup.state()",
                        type.getSimpleName(), f.getName(), why);
            }
        }
        return ContractResult.passed("no mutable static field");
    }

    /** Returns why the value of a static field is mutable; null if it is not. Arrays are taken to be coefficients. */
    private static String mutability(Object value) {
        if (value instanceof Random || value instanceof StringBuilder || value instanceof ThreadLocal) {
            return "holds a " + value.getClass().getSimpleName();
        }
        if (value != null && value.getClass().getName().startsWith("java.util.concurrent.atomic")) {
            return "holds an " + value.getClass().getSimpleName();
        }
        boolean collection = value instanceof Collection || value instanceof Map;
        if (collection && !value.getClass().getName().matches(IMMUTABLE)) {
            return "holds a " + value.getClass().getSimpleName() + " that can be modified";
        }
        return null;
    }

    private static ContractResult equal(Object component) {
        if (!component.getClass().isRecord()) {
            return ContractResult.failed(
                    "expected a record, found %s", component.getClass().getName());
        }
        Object other = Records.copy(component);
        if (!component.equals(other) || component.hashCode() != other.hashCode()) {
            return ContractResult.failed(
                    "expected records with the same values to be equal, found that they differ; do not use arrays as"
                            + " fields");
        }
        if (!component.toString().equals(other.toString())) {
            return ContractResult.failed("expected the text %s, found %s", component, other);
        }
        return ContractResult.passed("%s", component);
    }
}
