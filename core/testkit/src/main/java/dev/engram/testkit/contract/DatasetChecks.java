package dev.engram.testkit.contract;

import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Dataset;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.check.Text;
import dev.engram.testkit.contract.tools.Bits;
import dev.engram.testkit.contract.tools.Records;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/** The contract of data sets. */
final class DatasetChecks {
    static final String REPEATS = "the same random stream gives the same table";
    static final String SHAPE = "another random stream gives a table of the same shape";
    static final String FINITE = "its numbers are finite, and every class has an example";

    private DatasetChecks() {}

    static void add(Checks to, Dataset d) {
        to.add(REPEATS, () -> ifAvailable(d, () -> repeats(d)));
        to.add(SHAPE, () -> ifAvailable(d, () -> shape(d)));
        to.add(FINITE, () -> ifAvailable(d, () -> finite(d)));
    }

    private static Table load(Dataset d, long draw) {
        return d.load(RandomStreams.of(draw, "data"));
    }

    /** Runs a check if the files of the data set are present. If not, its message must say which are missing. */
    private static ContractResult ifAvailable(Dataset d, Supplier<ContractResult> check) {
        try {
            load(d, 0);
            for (Path file : d.files()) {
                if (!Files.exists(file)) {
                    return ContractResult.failed(
                            "expected an IncompatibleException for the missing file %s, found a table", file);
                }
            }
        } catch (IncompatibleException m) {
            return m.getMessage().isBlank()
                            || m.getMessage().contains("\n")
                            || m.getMessage().endsWith(".")
                    ? ContractResult.failed(
                            "expected a sentence without a full stop that says what is missing, found '%s'",
                            m.getMessage())
                    : ContractResult.skipped("its data is missing: %s", m.getMessage());
        }
        return check.get();
    }

    private static String describe(Table t) {
        return Text.of(
                "%d rows of %d inputs, %s",
                t.rows(),
                t.inputs(),
                t.classes().isEmpty() ? t.targets() + " targets" : t.classes().size() + " classes");
    }

    private static ContractResult repeats(Dataset d) {
        Table one = load(d, 1), two = load(Records.copy(d), 1);
        String why = inputDifference(one, two);
        why = why == null ? Bits.difference("targets", one.t(), two.t()) : why;
        why = why == null && !one.classes().equals(two.classes())
                ? "classes: expected " + one.classes() + ", found " + two.classes()
                : why;
        return why == null
                ? ContractResult.passed("%s", describe(one))
                : ContractResult.failed("%s when loaded again", why);
    }

    /** Returns where the inputs of two tables differ; null if they do not. Reads row by row: they may be on disk. */
    private static String inputDifference(Table one, Table two) {
        if (!one.shape().equals(two.shape()) || one.rows() != two.rows()) {
            return "inputs: expected " + describe(one) + ", found " + describe(two);
        }
        float[] a = new float[one.inputs()];
        float[] b = new float[one.inputs()];
        for (int r = 0; r < one.rows(); r++) {
            one.inputRows().copy(r, a, 0);
            two.inputRows().copy(r, b, 0);
            String difference = Bits.difference("inputs of row " + (r + 1), a, b);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static ContractResult shape(Dataset d) {
        Table one = load(d, 1), two = load(d, 2);
        boolean same = one.shape().equals(two.shape())
                && one.targets() == two.targets()
                && one.rows() == two.rows()
                && one.classes().equals(two.classes())
                && one.partition() == two.partition()
                && one.testRows() == two.testRows();
        return same
                ? ContractResult.passed(
                        "%s; %s", describe(one), inputDifference(one, two) == null ? "the same inputs" : "other inputs")
                : ContractResult.failed("expected %s for every random stream, found %s", describe(one), describe(two));
    }

    private static ContractResult finite(Dataset d) {
        Table t = load(d, 1);
        boolean finite = true;
        float[] row = new float[t.inputs()];
        for (int r = 0; r < t.rows(); r++) {
            t.inputRows().copy(r, row, 0);
            finite &= Bits.allFinite(row, 0, row.length);
        }
        if (!finite || !Bits.allFinite(t.t(), 0, t.t().length)) {
            return ContractResult.failed(
                    "expected finite numbers, found others in the %s", finite ? "targets" : "inputs");
        }
        int[] count = new int[t.classes().size()];
        for (int r = 0; r < t.rows() && count.length > 0; r++) {
            count[(int) t.t()[r]]++;
        }
        for (int c = 0; c < count.length; c++) {
            if (count[c] == 0) {
                return ContractResult.failed(
                        "expected an example of every class, found none of %s",
                        t.classes().get(c));
            }
        }
        return ContractResult.passed(
                "%s%s", describe(t), count.length == 0 ? "" : ", examples of each: " + Arrays.toString(count));
    }
}
