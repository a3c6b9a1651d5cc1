package dev.engram.testkit.contract.bytecode;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The objects that can be reached from a bound rule or from static fields. It records the contents of the component's
 * own objects, which include lambdas and inner classes. The engine's objects are excluded, since they change by design
 * and are saved, and so are those of the JDK.
 */
public final class ObjectGraph {
    private static final String[] ENGINE = {"dev.engram.engine.", "dev.engram.spi."};

    private final Class<?> rule;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<String> contents = new ArrayList<>();
    private String mutability;
    private int ownObjects;

    public ObjectGraph(Class<?> rule) {
        this.rule = rule;
    }

    /** Returns why one of the component's own objects is mutable; null if no class shows that it is. */
    public String mutability() {
        return mutability;
    }

    public int ownObjects() {
        return ownObjects;
    }

    /** Returns the first difference to a later graph; null if there is none. */
    public String difference(ObjectGraph later) {
        for (int i = 0; i < contents.size() && i < later.contents.size(); i++) {
            if (!contents.get(i).equals(later.contents.get(i))) {
                return contents.get(i) + ", later " + later.contents.get(i) + ",";
            }
        }
        return contents.size() == later.contents.size()
                ? null
                : "the number of values (" + contents.size() + ", later " + later.contents.size() + ")";
    }

    public void add(Object start) {
        add(start, "rule");
    }

    /** @param name the name of the object in messages */
    void add(Object start, String name) {
        visit(start, name, true);
    }

    private static boolean isEngine(Class<?> c) {
        return Arrays.stream(ENGINE).anyMatch(c.getName()::startsWith);
    }

    private static boolean isJdk(Class<?> c) {
        return c.getName().startsWith("java.")
                || c.getName().startsWith("jdk.")
                || c.getName().startsWith("sun.");
    }

    private void visit(Object o, String path, boolean ownedByRule) {
        if (o == null
                || o instanceof Enum
                || o instanceof Class
                || o instanceof String
                || o instanceof Number
                || o instanceof Boolean) {
            if (ownedByRule) {
                contents.add(path + " = " + o);
                rejectMutable(o, path);
            }
            return;
        }
        if (!seen.add(o)) {
            return;
        }
        Class<?> c = o.getClass();
        if (c.isArray()) {
            array(o, path, ownedByRule);
        } else if (o instanceof Collection<?> all) {
            members(all, path, ownedByRule);
        } else if (o instanceof Map<?, ?> map) {
            members(map.values(), path, ownedByRule);
        } else if (isJdk(c)) {
            if (ownedByRule) {
                rejectMutable(o, path);
            }
        } else {
            fields(o, path, !isEngine(c));
        }
    }

    private void rejectMutable(Object o, String path) {
        if (o == null || mutability != null) {
            return;
        }
        String name = o.getClass().getName();
        if (name.startsWith("java.util.concurrent.atomic") || o instanceof Random || o instanceof StringBuilder) {
            mutability = path + " holds a " + o.getClass().getSimpleName();
        }
    }

    private void members(Collection<?> all, String path, boolean ownedByRule) {
        if (ownedByRule) {
            contents.add(path + " of size " + all.size());
        }
        int i = 0;
        for (Object m : all) {
            visit(m, path + "[" + i++ + "]", ownedByRule);
        }
    }

    private void array(Object o, String path, boolean ownedByRule) {
        if (!o.getClass().getComponentType().isPrimitive()) {
            for (int i = 0; i < Array.getLength(o); i++) {
                visit(Array.get(o, i), path + "[" + i + "]", ownedByRule);
            }
        } else if (ownedByRule) {
            List<Object> numbers = new ArrayList<>();
            for (int i = 0; i < Array.getLength(o); i++) {
                numbers.add(Array.get(o, i));
            }
            contents.add(path + " = " + numbers);
        }
    }

    private void fields(Object o, String path, boolean ownedByRule) {
        ownObjects += ownedByRule ? 1 : 0;
        for (Class<?> c = o.getClass(); c != null && !isJdk(c); c = c.getSuperclass()) {
            for (Field f : c.getDeclaredFields()) {
                if (Modifier.isStatic(f.getModifiers())) {
                    continue;
                }
                if (ownedByRule && !Modifier.isFinal(f.getModifiers()) && mutability == null) {
                    mutability = "the field " + f.getName() + " of "
                            + c.getName().replaceAll("^.*\\.", "") + " is not final";
                }
                if (!f.getType().isPrimitive()) {
                    visit(read(f, o), path + "." + f.getName(), ownedByRule);
                }
            }
        }
    }

    private Object read(Field f, Object o) {
        try {
            f.setAccessible(true);
            return f.get(o);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(
                    "the field " + f.getName() + " of " + rule.getSimpleName() + " cannot be read", e);
        }
    }
}
