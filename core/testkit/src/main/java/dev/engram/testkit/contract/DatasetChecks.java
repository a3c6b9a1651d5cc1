package dev.engram.testkit.contract;

import dev.engram.engine.random.Streams;
import dev.engram.spi.Dataset;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.Misfit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What every data set promises. */
final class DatasetChecks {
  static final String REPEATS = "the same stream gives the same table";
  static final String SHAPE = "another stream gives a table of the same shape";
  static final String FINITE = "its numbers are finite, and every class has an example";

  private DatasetChecks() {}

  static void add(Checks to, Dataset d) {
    to.add(REPEATS, () -> there(d) ? repeats(d) : missing(d));
    to.add(SHAPE, () -> there(d) ? shape(d) : missing(d));
    to.add(FINITE, () -> there(d) ? finite(d) : missing(d));
  }

  private static Table load(Dataset d, long draw) {
    return d.load(Streams.of(draw, "data"));
  }

  private static boolean there(Dataset d) {
    return d.files().stream().allMatch(Files::exists);
  }

  /** A data set whose files are elsewhere has to say which. */
  private static Verdict missing(Dataset d) {
    Path file = d.files().stream().filter(p -> !Files.exists(p)).findFirst().orElseThrow();
    try {
      load(d, 0);
    } catch (Misfit m) {
      return m.getMessage().contains(file.getFileName().toString())
          ? Verdict.skipped("its file is not here, and it says so: %s", m.getMessage())
          : Verdict.failed("expected a message that names the missing file %s, found '%s'", file,
              m.getMessage());
    }
    return Verdict.failed("expected a Misfit for the missing file %s, found a table", file);
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
        && one.classes().equals(two.classes()) && one.given() == two.given() && one.test() == two.test();
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
