package dev.engram.app.report;

import dev.engram.app.results.SuiteResults;
import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.MetricTarget;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.compare.cell.MetricSummary;
import dev.engram.engine.json.JsonText;
import dev.engram.engine.prose.ImportedNotes;
import dev.engram.engine.prose.SuiteNotes;
import dev.engram.engine.prose.Verdicts;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The data of a page, gathered from the stored runs of a suite. */
public final class Report {
    /** Digits of the numbers on the page: more than a chart can show. */
    private static final int DIGITS = 6;

    private static final Set<String> LEARNING =
            Set.of("validation", "train", Measurement.TEST_CURVE, Measurement.TRAINING_CURVE);

    private Report() {}

    /**
     * The page.
     *
     * @param replay command that repeats a run, with {@code RUN} for its id
     * @param version of Engram
     * @param weights what {@link WeightPictures} shows
     */
    public static String page(SuiteResults e, String replay, String version, Map<String, Object> weights) {
        return HtmlPage.of(e.plan().suite().name(), data(e, replay, version, Map.of("weights", weights)));
    }

    /** The data of the page as JSON, with additional entries of the caller. */
    public static String data(SuiteResults e, String replay, String version, Map<String, Object> more) {
        Map<String, Object> data = collect(e, replay, version);
        data.putAll(more);
        return JsonText.compact(data, DIGITS);
    }

    /** The page that stores images of all its charts, for {@link ChartImages}. */
    static String chartPage(SuiteResults e, String version, Map<String, Object> weights) {
        return HtmlPage.of(e.plan().suite().name(), data(e, "", version, Map.of("weights", weights)), "pictures.js");
    }

    /** The page that asks its server for newer data. */
    public static String livePage(String suite, String data) {
        return HtmlPage.of(suite, data, "live.js");
    }

    private static Map<String, Object> collect(SuiteResults e, String replay, String version) {
        Suite suite = e.plan().suite();
        Comparison c = e.comparison();
        ProblemVariants problemVariants = ProblemVariants.of(e.plan().cells());
        List<Suite.Cell> specs = e.plan().cells();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("title", suite.name());
        data.put("about", suite.about());
        data.put("version", version);
        data.put("replay", replay);
        data.put("seeds", suite.seeds().size());
        data.put("planned", specs.size() * suite.seeds().size());
        data.put("answers", AnswerTables.of(e.suiteComparison()));
        data.put("verdicts", verdicts(e.suiteComparison()));
        data.put(
                "notes",
                Stream.concat(
                                SuiteNotes.legend(e.suiteComparison()).stream(),
                                Stream.concat(
                                        ImportedNotes.of(e.suiteComparison()).stream(),
                                        SuiteNotes.notes(e.suiteComparison()).stream()))
                        .toList());
        data.put(
                "metrics",
                c.metrics().stream()
                        .filter(MetricInfo::shown)
                        .map(m -> Map.of("name", m.name(), "direction", m.direction()))
                        .toList());
        data.put("problems", problemVariants.problems());
        data.put("variants", problemVariants.variants());
        data.put("gaps", GapCharts.of(e.suiteComparison(), problemVariants));
        data.put(
                "imported",
                ImportedCharts.of(
                        e.suiteComparison().notRun().imported(),
                        specs.stream().map(Suite.Cell::name).toList(),
                        problemVariants));
        data.put("cells", cells(e, c, problemVariants));
        data.put("table", Tables.comparison(c));
        boolean landscapes = c.onLandscapes(); // evaluated once, not for each of a million measurements
        data.put("onLandscapes", landscapes);
        data.put(
                "curves",
                Curves.of(
                        e.cells(),
                        m -> LEARNING.contains(m.phase())
                                && !(landscapes && (m.phase().equals("train") || coordinate(m)))));
        if (!c.hasMissingRuns()) {
            Rankings.of(e.cells(), problemVariants, c.metrics().stream().findFirst())
                    .ifPresent(r -> data.put("ranks", r));
        }
        PerformanceProfiles.of(e.cells(), problemVariants, c.metrics(), targets(e))
                .ifPresent(p -> data.put("profile", p));
        if (!c.metrics().isEmpty()) {
            data.put(
                    "sensitivity",
                    Sensitivity.of(
                            specs,
                            c.cells(),
                            problemVariants,
                            e.suiteComparison().tuned()));
        }
        data.put("probes", Curves.of(e.cells(), m -> m.phase().equals("probe")));
        data.put("listened", ListenerCharts.of(e.cells()));
        data.put("details", MetricDetails.of(c.cells(), problemVariants));
        e.suiteComparison().tuned().ifPresent(t -> data.put("tuning", TuningTrials.of(t, specs)));
        data.put("terrain", LandscapePlots.of(specs, e.cells()));
        data.put("differences", Tables.differences(specs));
        data.put("runs", Tables.runs(e));
        return data;
    }

    /** The target of each cell; empty if its problem has none. */
    private static List<Optional<MetricTarget>> targets(SuiteResults e) {
        return e.plan().cells().stream()
                .map(cell -> e.suiteComparison().parts().stream()
                        .filter(p -> p.problem().equals(cell.problem()))
                        .findFirst()
                        .orElseThrow()
                        .comparison()
                        .design()
                        .target())
                .toList();
    }

    /** The verdicts; one that ends with a colon is the heading of the following ones. */
    private static List<String> verdicts(SuiteComparison s) {
        List<String> over = SuiteNotes.overProblems(s);
        Stream<String> heading = over.isEmpty() ? Stream.empty() : Stream.of("Over all problems:");
        return Stream.of(s.parts().stream().flatMap(p -> verdicts(p).stream()), heading, over.stream())
                .flatMap(v -> v)
                .toList();
    }

    private static List<String> verdicts(SuiteComparison.Part part) {
        String where = part.problem().map(p -> p + ": ").orElse("");
        return Verdicts.all(part.comparison()).stream().map(v -> where + v).toList();
    }

    private static boolean coordinate(Measurement m) {
        return m.metric().matches("x\\d+");
    }

    private static List<Map<String, Object>> cells(SuiteResults e, Comparison c, ProblemVariants problemVariants) {
        boolean compared = c.reference().isPresent() && !c.metrics().isEmpty();
        List<Map<String, Object>> cells = new ArrayList<>();
        for (int i = 0; i < e.cells().size(); i++) {
            CellSummary s = c.cells().get(i);
            Map<String, Object> cell = new LinkedHashMap<>();
            cell.put("name", s.name());
            cell.put("variant", problemVariants.variantOf().get(i));
            cell.put("problem", problemVariants.problemOf().get(i));
            cell.put(
                    "reference",
                    compared && s.measurements().metrics().get(0).difference().isEmpty());
            cell.put("done", e.cells().get(i).runs().size());
            cell.put("costs", Tables.costs(s, e.cells().get(i).runs()));
            cell.put(
                    "values",
                    s.measurements().metrics().stream()
                            .filter(m -> m.metric().shown())
                            .map(Report::value)
                            .toList());
            cells.add(cell);
        }
        return cells;
    }

    /** Mean and half-width for charts, and the median, with misses as the worst, for the order. */
    private static double[] value(MetricSummary m) {
        return new double[] {m.value().mean(), m.value().halfWidth(), m.median().value()};
    }
}
