package dev.engram.engine.train;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.spi.Metric;
import java.util.List;
import java.util.stream.Stream;

/** What is measured when a suite does not say: the loss, and with classes the accuracy, as far as the catalog has them. */
public final class UsualGauges {
  private final List<Gauge> withClasses;
  private final List<Gauge> without;

  public UsualGauges(Catalog catalog) {
    withClasses = of(catalog, "accuracy", "loss");
    without = of(catalog, "loss");
  }

  private static List<Gauge> of(Catalog catalog, String... names) {
    return Stream.of(names).flatMap(n -> catalog.find(Kind.METRIC, n).stream())
        .filter(e -> e.fields().isEmpty())
        .map(e -> new Gauge(e.name(), make(e))).toList();
  }

  private static Metric make(Entry e) {
    try {
      return (Metric) e.constructor().newInstance();
    } catch (ReflectiveOperationException x) {
      throw new IllegalStateException(e.id() + " cannot be made", x);
    }
  }

  List<Gauge> of(boolean classes) {
    return classes ? withClasses : without;
  }
}
