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
  /** Kept: every cell of a comparison asks for the same few, and reflection was half of the time of reading a suite. */
  private static final ClassValue<List<Field>> KNOWN = new ClassValue<>() {
    @Override
    protected List<Field> computeValue(Class<?> type) {
      return Arrays.stream(type.getRecordComponents()).map(Fields::field).toList();
    }
  };

  private Fields() {}

  static List<Field> of(Class<? extends Record> type) {
    return KNOWN.get(type);
  }

  private static Field field(RecordComponent c) {
    Hyper h = c.getAnnotation(Hyper.class);
    String name = c.getName().replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    Optional<String> standard = Optional.of(h.value()).filter(v -> !v.equals(Hyper.REQUIRED));
    return new Field(name, c.getGenericType(), standard, Interval.parse(h.range()), h.doc(), c.getAccessor());
  }
}
