package dev.engram.engine.spec;

import dev.engram.engine.plugins.Field;
import dev.engram.engine.plugins.Interval;
import dev.engram.spi.Hyper;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The settings of a record that is no component, such as {@link Training}. */
final class Fields {
  private Fields() {}

  static List<Field> of(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(Fields::field).toList();
  }

  private static Field field(RecordComponent c) {
    Hyper h = c.getAnnotation(Hyper.class);
    String name = c.getName().replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    Optional<String> standard = Optional.of(h.value()).filter(v -> !v.equals(Hyper.REQUIRED));
    return new Field(name, c.getGenericType(), standard, Interval.parse(h.range()), h.doc(), c.getAccessor());
  }
}
