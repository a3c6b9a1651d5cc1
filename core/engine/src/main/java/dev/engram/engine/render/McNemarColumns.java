package dev.engram.engine.render;

import dev.engram.engine.compare.McNemarComparison;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns of McNemar's tests, for CSV and JSON. */
final class McNemarColumns {
    private static final List<Column<McNemarComparison>> COUNTS = List.of(
            Column.count("networks", m -> m.pairs().size()),
            Column.count("better", McNemarComparison::better),
            Column.count("worse", McNemarComparison::worse),
            Column.<McNemarComparison>count("only_this_right", McNemarComparison::onlyThisCorrect)
                    .in(View.CSV),
            Column.<McNemarComparison>count("only_reference_right", McNemarComparison::onlyReferenceCorrect)
                    .in(View.CSV),
            Column.structure(
                    "by_seed", m -> m.pairs().stream().map(McNemarColumns::pair).toList()));

    private McNemarColumns() {}

    static List<Column<CellRow>> all() {
        return Column.nested(
                COUNTS,
                "mcnemar.",
                List.of("mcnemar"),
                (CellRow r) -> r.tested() ? r.cell().mcNemar().orElse(null) : null);
    }

    private static Map<String, Object> pair(McNemarComparison.Pair p) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put("seed", p.seed());
        pair.put("both_right", p.test().both());
        pair.put("only_this_right", p.test().onlyA());
        pair.put("only_reference_right", p.test().onlyB());
        pair.put("neither_right", p.test().neither());
        pair.put("p", p.test().p());
        pair.put("p_holm", p.pHolm());
        return pair;
    }
}
