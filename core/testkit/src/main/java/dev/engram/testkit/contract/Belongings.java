package dev.engram.testkit.contract;

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
 * All objects that the {@code Session} of a rule reaches, and those among them that are the rule's own: neither the engine's (which are
 * made to change, and are saved) nor the JDK's. Lambdas and inner classes count as the rule's.
 */
final class Belongings {
  private static final String[] ENGINE = {"dev.engram.engine.", "dev.engram.spi."};

  private final Class<?> rule;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String> contents = new ArrayList<>();
  private String complaint;
  private int own;

  Belongings(Class<?> rule) {
    this.rule = rule;
  }

  /** Why something of the rule's own can change; null where nothing can, as far as its class tells. */
  String complaint() {
    return complaint;
  }

  int own() {
    return own;
  }

  /** What has other contents there; null where all is the same. */
  String difference(Belongings later) {
    for (int i = 0; i < contents.size() && i < later.contents.size(); i++) {
      if (!contents.get(i).equals(later.contents.get(i))) {
        return contents.get(i) + ", later " + later.contents.get(i) + ",";
      }
    }
    return contents.size() == later.contents.size() ? null : "what it holds (" + contents.size()
        + " things, later " + later.contents.size() + ")";
  }

  void walk(Object start) {
    walk(start, "session");
  }

  /** @param name what it is called where something is found */
  void walk(Object start, String name) {
    visit(start, name, true);
  }

  private static boolean engine(Class<?> c) {
    return Arrays.stream(ENGINE).anyMatch(c.getName()::startsWith);
  }

  private static boolean jdk(Class<?> c) {
    return c.getName().startsWith("java.") || c.getName().startsWith("jdk.") || c.getName().startsWith("sun.");
  }

  private void visit(Object o, String path, boolean mine) {
    if (o == null || o instanceof Enum || o instanceof Class || o instanceof String || o instanceof Number
        || o instanceof Boolean) {
      if (mine) {
        contents.add(path + " = " + o);
        reject(o, path);
      }
      return;
    }
    if (!seen.add(o)) {
      return;
    }
    Class<?> c = o.getClass();
    if (c.isArray()) {
      array(o, path, mine);
    } else if (o instanceof Collection<?> all) {
      members(all, path, mine);
    } else if (o instanceof Map<?, ?> map) {
      members(map.values(), path, mine);
    } else if (jdk(c)) {
      if (mine) {
        reject(o, path);
      }
    } else {
      fields(o, path, !engine(c));
    }
  }

  private void reject(Object o, String path) {
    if (o == null || complaint != null) {
      return;
    }
    String name = o.getClass().getName();
    if (name.startsWith("java.util.concurrent.atomic") || o instanceof Random || o instanceof StringBuilder) {
      complaint = path + " holds a " + o.getClass().getSimpleName();
    }
  }

  private void members(Collection<?> all, String path, boolean mine) {
    if (mine) {
      contents.add(path + " of size " + all.size());
    }
    int i = 0;
    for (Object m : all) {
      visit(m, path + "[" + i++ + "]", mine);
    }
  }

  private void array(Object o, String path, boolean mine) {
    if (!o.getClass().getComponentType().isPrimitive()) {
      for (int i = 0; i < Array.getLength(o); i++) {
        visit(Array.get(o, i), path + "[" + i + "]", mine);
      }
    } else if (mine) {
      List<Object> numbers = new ArrayList<>();
      for (int i = 0; i < Array.getLength(o); i++) {
        numbers.add(Array.get(o, i));
      }
      contents.add(path + " = " + numbers);
    }
  }

  private void fields(Object o, String path, boolean mine) {
    own += mine ? 1 : 0;
    for (Class<?> c = o.getClass(); c != null && !jdk(c); c = c.getSuperclass()) {
      for (Field f : c.getDeclaredFields()) {
        if (Modifier.isStatic(f.getModifiers())) {
          continue;
        }
        if (mine && !Modifier.isFinal(f.getModifiers()) && complaint == null) {
          complaint = "the field " + f.getName() + " of " + c.getName().replaceAll("^.*\\.", "")
              + " is not final";
        }
        if (!f.getType().isPrimitive()) {
          visit(read(f, o), path + "." + f.getName(), mine);
        }
      }
    }
  }

  private Object read(Field f, Object o) {
    try {
      f.setAccessible(true);
      return f.get(o);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the field " + f.getName() + " of " + rule.getSimpleName()
          + "'s session cannot be read", e);
    }
  }
}
