package dev.engram.engine.compare;

import static dev.engram.engine.compare.CellFixtures.ACCURACY;
import static dev.engram.engine.compare.CellFixtures.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.design.Design;
import dev.engram.engine.design.DesignCell;
import dev.engram.engine.design.DesignPlan;
import dev.engram.engine.design.Factor;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.QuestionResult;
import dev.engram.engine.statistics.McNemar;
import dev.engram.engine.store.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every number of the verdicts of two shipped suites, as recomputed from their results by another program, {@code
 * recompute_verdicts.py} in the tests of {@code app}, with SciPy 1.17.
 */
class GoldenVerdictsTest {
    private static final String FOLDER = "/golden-verdicts/";

    private static List<String> lines(String file) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                GoldenVerdictsTest.class.getResourceAsStream(FOLDER + file), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).toList();
        }
    }

    private static List<CellRuns> cells(String suite) throws IOException {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (String line : lines(suite + ".csv")) {
            String[] fields = line.split(";");
            runs.computeIfAbsent(fields[0], k -> new ArrayList<>())
                    .add(run(Long.parseLong(fields[1]), Outcome.FINISHED, Double.parseDouble(fields[2])));
        }
        return runs.entrySet().stream()
                .map(e -> new CellRuns(e.getKey(), Map.of(), e.getValue()))
                .toList();
    }

    private static Factor.Level level(String label) {
        return new Factor.Level(
                label,
                label,
                label.matches("hidden=\\d+x\\d+")
                        ? OptionalDouble.of(Double.parseDouble(label.replaceAll(".*x", "")))
                        : OptionalDouble.empty());
    }

    /** The design of cells whose names are the labels of all axes. */
    private static Design design(List<CellRuns> cells, String... axes) {
        List<Factor> factors = new ArrayList<>();
        for (int a = 0; a < axes.length; a++) {
            int axis = a;
            List<Factor.Level> levels = cells.stream()
                    .map(c -> c.name().split(", ")[axis])
                    .distinct()
                    .map(GoldenVerdictsTest::level)
                    .toList();
            factors.add(new Factor(axes[a], levels, a == 0 ? Optional.of("backprop") : Optional.empty()));
        }
        return Design.of(
                new DesignPlan(factors, EnumSet.allOf(QuestionKind.class)),
                cells.stream()
                        .map(c -> {
                            Map<String, String> labels = new LinkedHashMap<>();
                            for (int a = 0; a < axes.length; a++) {
                                labels.put(axes[a], c.name().split(", ")[a]);
                            }
                            return new DesignCell(c.name(), Optional.empty(), labels, Optional.empty());
                        })
                        .toList());
    }

    private static void assertGolden(String suite, String... axes) throws IOException {
        List<CellRuns> cells = cells(suite);
        Comparison comparison = DesignEvaluation.of(
                        design(cells, axes),
                        List.of(new ProblemRuns(
                                Optional.empty(), suite, cells, List.of(ACCURACY), ComparisonDesign.of(0))))
                .parts()
                .get(0)
                .comparison();
        Map<String, QuestionResult> answers = comparison.questions().stream()
                .collect(Collectors.toMap(
                        q -> q.question().kind().key() + ","
                                + q.question().gap().level() + ","
                                + q.question().stratumName().replace("hidden=", ""),
                        q -> q));
        List<String> golden = lines(suite + "-verdicts.csv");
        assertEquals(golden.size(), answers.size());
        for (String line : golden) {
            String[] f = line.split(",");
            Contrast answer =
                    answers.get(String.join(",", List.of(f).subList(0, 3))).contrast();
            assertEquals(Double.parseDouble(f[3]), answer.p(), 1e-15, line);
            assertEquals(Double.parseDouble(f[4]), answer.pHolm(), 1e-15, line);
            assertEquals(Double.parseDouble(f[5]), answer.effect().value(), 1e-12, line);
            assertEquals(Double.parseDouble(f[6]), answer.effect().interval().low(), 1e-12, line);
            assertEquals(Double.parseDouble(f[7]), answer.effect().interval().high(), 1e-12, line);
            assertEquals(Double.parseDouble(f[8]), answer.pairedDifferences().probabilityOfSuperiority(), 1e-15, line);
            assertEquals(f[9], answer.verdict().word(), line);
            boolean contains = answer.effect().interval().low() <= 0
                    && answer.effect().interval().high() >= 0;
            assertEquals(answer.pHolm() > 0.05, contains, line);
        }
    }

    @Test
    void theVerdictsOfTheQuickstart() throws IOException {
        assertGolden("quickstart", "variant");
    }

    @Test
    void theAnswersOfTheExperimentOnWidth() throws IOException {
        assertGolden("feedback-alignment-and-width", "rule", "network.hidden");
    }

    @Test
    void mcNemarsTestsOfTheQuickstart() throws IOException {
        List<String> golden = lines("quickstart-mcnemar.csv");
        assertTrue(golden.size() > 30);
        for (String line : golden) {
            String[] f = line.split(",");
            int both = Integer.parseInt(f[2]);
            int onlyA = Integer.parseInt(f[3]);
            int onlyB = Integer.parseInt(f[4]);
            BitSet a = new BitSet();
            a.set(0, both + onlyA);
            BitSet b = new BitSet();
            b.set(0, both);
            b.set(both + onlyA, both + onlyA + onlyB);
            double p = McNemar.of(both + onlyA + onlyB + Integer.parseInt(f[5]), a, b)
                    .p();
            assertEquals(Double.parseDouble(f[6]), p, 1e-7 * p, line);
        }
    }
}
