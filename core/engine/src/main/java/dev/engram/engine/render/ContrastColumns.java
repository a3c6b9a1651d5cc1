package dev.engram.engine.render;

import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.statistics.PairedDifferences;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The columns of a cell's difference from the reference. While runs are missing, those of the test are empty. */
final class ContrastColumns {
    private static final Set<String> TEST_ONLY = Set.of("p", "p_holm", "more_seeds", "verdict");

    /** @param tested false while runs are missing */
    record Row(Contrast contrast, boolean tested) {
        PairedDifferences differences() {
            return contrast.pairedDifferences();
        }
    }

    static final List<Column<Row>> ALL = List.of(
            Column.count("n", r -> r.differences().n()),
            Column.count("finite", r -> r.differences().finite()),
            Column.number("mean", r -> r.differences().mean()),
            Column.interval("mean", r -> r.contrast().meanInterval()),
            Column.number("median", r -> r.differences().median()),
            Column.interval("median", r -> r.differences().medianInterval()),
            Column.count("higher", r -> r.differences().higher()),
            Column.count("equal", r -> r.differences().equal()),
            Column.count("lower", r -> r.differences().lower()),
            Column.number("p_better", r -> r.differences().probabilityOfSuperiority()),
            test("rank_sum.positive", r -> r.differences().test().positiveRankSum()),
            test("rank_sum.negative", r -> r.differences().test().negativeRankSum()),
            test("p", r -> r.contrast().p()),
            test("corrected_t", r -> r.contrast().resampled().map(t -> t.t()).orElse(null))
                    .in(View.JSON),
            test(
                            "test_per_train",
                            r -> r.contrast()
                                    .resampled()
                                    .map(t -> t.testPerTrain())
                                    .orElse(null))
                    .in(View.JSON),
            test(
                            "p_exact",
                            r -> r.contrast().resampled().isPresent()
                                    ? null
                                    : r.differences().test().exact())
                    .in(View.JSON),
            Column.<Row>count("family", r -> r.contrast().family()).in(View.CSV),
            test("family", r -> r.contrast().family()).in(View.JSON),
            test("p_holm", r -> r.contrast().pHolm()),
            test("effect", r -> r.contrast().effect().value()),
            Column.interval("effect", r -> r.tested() ? r.contrast().effect().interval() : null),
            test("effect.level", r -> r.contrast().effect().level()),
            test("more_seeds", r -> moreSeeds(r.contrast())),
            Column.text("verdict", r -> r.tested() ? r.contrast().verdict().word() : DifferenceVerdict.NOT_YET));

    /** The result of the test without the numbers that it is computed from, for CSV. */
    static final List<Column<Row>> RESULT = ALL.stream()
            .filter(c -> TEST_ONLY.contains(c.field()))
            .map(c -> c.in(View.CSV))
            .toList();

    private ContrastColumns() {}

    private static Column<Row> test(String name, Function<Row, Object> value) {
        return Column.number(name, r -> r.tested() ? value.apply(r) : null);
    }

    private static Object moreSeeds(Contrast contrast) {
        return contrast.additionalSeeds().isPresent()
                ? (Object) contrast.additionalSeeds().getAsInt()
                : (Object) Double.NaN;
    }
}
