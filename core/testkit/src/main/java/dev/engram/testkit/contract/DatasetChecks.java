package dev.engram.testkit.contract;

import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Dataset;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/** What every data set promises. */
final class DatasetChecks {
  static final String REPEATS = "the same stream gives the same table";
  static final String SHAPE = "another stream gives a table of the same shape";
  static final String FINITE = "its numbers are finite, and every class has an example";

  private DatasetChecks() {}

  static void add(Checks to, Dataset d) {
    to.add(REPEATS, () -> had(d, () -> repeats(d)));
    to.add(SHAPE, () -> had(d, () -> shape(d)));
    to.add(FINITE, () -> had(d, () -> finite(d)));
  }

  private static Table load(Dataset d, long draw) {
    return d.load(RandomStreams.of(draw, "data"));
  }

  /** Looks at the table if it can be had; a data set whose files are elsewhere has to say which, and where to put them. */
  private static Verdict had(Dataset d, Supplier<Verdict> check) {
    try {
      load(d, 0);
      for (Path file : d.files()) {
        if (!Files.exists(file)) {
          return Verdict.failed("expected an IncompatibleException for the missing file %s, found a table", file);
        }
      }
    } catch (IncompatibleException m) {
      return m.getMessage().isBlank() || m.getMessage().contains("\n") || m.getMessage().endsWith(".")
          ? Verdict.failed("expected a sentence without a full stop on what is missing, found '%s'", m.getMessage())
          : Verdict.skipped("its data is not here, and it says so: %s", m.getMessage());
    }
    return check.get();
  }

  private static String about(Table t) {
    return Text.of("%d rows of %d inputs, %s", t.rows(), t.inputs(),
        t.classes().isEmpty() ? t.targets() + " targets" : t.classes().size() + " classes");
  }

  private static Verdict repeats(Dataset d) {
    Table one = load(d, 1), two = load(Records.copy(d), 1);
    String why = Bits.difference("inputs", one.x(), two.x());
    why = why == null ? Bits.difference("targets", one.t(), two.t()) : why;
    why = why == null && !one.classes().equals(two.classes()) ? "classes: expected " + one.classes()
        + ", found " + two.classes() : why;
    return why == null ? Verdict.passed("%s", about(one)) : Verdict.failed("%s when loaded again", why);
  }

  private static Verdict shape(Dataset d) {
    Table one = load(d, 1), two = load(d, 2);
    boolean same = one.inputs() == two.inputs() && one.targets() == two.targets() && one.rows() == two.rows()
        && one.classes().equals(two.classes()) && one.partition() == two.partition() && one.testRows() == two.testRows();
    return same
        ? Verdict.passed("%s; %s", about(one), Bits.differ(one.x(), two.x()) < 0 ? "the same inputs" : "other inputs")
        : Verdict.failed("expected %s for another draw too, found %s", about(one), about(two));
  }

  private static Verdict finite(Dataset d) {
    Table t = load(d, 1);
    if (!Bits.finite(t.x(), 0, t.x().length) || !Bits.finite(t.t(), 0, t.t().length)) {
      return Verdict.failed("expected finite numbers, found others among the %s",
          Bits.finite(t.x(), 0, t.x().length) ? "targets" : "inputs");
    }
    int[] count = new int[t.classes().size()];
    for (int r = 0; r < t.rows() && count.length > 0; r++) {
      count[(int) t.t()[r]]++;
    }
    for (int c = 0; c < count.length; c++) {
      if (count[c] == 0) {
        return Verdict.failed("expected an example of each class, found none of %s", t.classes().get(c));
      }
    }
    return Verdict.passed("%s%s", about(t),
        count.length == 0 ? "" : ", examples of each: " + Arrays.toString(count));
  }
}
