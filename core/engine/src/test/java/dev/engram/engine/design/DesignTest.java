package dev.engram.engine.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DesignTest {
    private static final Set<QuestionKind> ALL = EnumSet.allOf(QuestionKind.class);
    private static final Factor RULE = factor("rule", "", Optional.of("bp"), "bp", "fa", "dfa");

    private static Factor factor(String name, String prefix, Optional<String> reference, String... labels) {
        return new Factor(
                name,
                List.of(labels).stream()
                        .map(l -> new Factor.Level(
                                l,
                                prefix + l,
                                l.matches("[-0-9.]+")
                                        ? OptionalDouble.of(Double.parseDouble(l))
                                        : OptionalDouble.empty()))
                        .toList(),
                reference);
    }

    private static Factor width(String... labels) {
        return factor("width", "width=", Optional.empty(), labels);
    }

    /** All combinations on one problem; {@code absent} by the name of the cell. */
    private static List<DesignCell> cells(List<Factor> factors, Optional<String> problem, Map<String, String> absent) {
        List<Map<String, String>> all = new ArrayList<>(List.of(new LinkedHashMap<>()));
        for (Factor f : factors) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> c : all) {
                for (Factor.Level l : f.levels()) {
                    Map<String, String> more = new LinkedHashMap<>(c);
                    more.put(f.name(), l.label());
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all.stream()
                .map(levels -> {
                    String name = factors.stream()
                            .map(f -> f.level(levels.get(f.name())).displayName())
                            .collect(Collectors.joining(", "));
                    return new DesignCell(name, problem, levels, Optional.ofNullable(absent.get(name)));
                })
                .toList();
    }

    private static Design design(List<Factor> factors, Set<QuestionKind> kinds, Map<String, String> absent) {
        return Design.of(new DesignPlan(factors, kinds), cells(factors, Optional.empty(), absent));
    }

    private static String text(Question q) {
        Map<String, String> weights = new TreeMap<>();
        q.weights().forEach((c, w) -> weights.put(c, String.format("%.3f", w)));
        return q.kind() + " " + q.gap().level() + " - " + q.gap().reference()
                + q.moderator()
                        .map(m -> " " + m.from().label() + ".." + m.to().label())
                        .orElse("")
                + " " + q.strata().used() + "/" + q.strata().all() + " " + weights;
    }

    private static List<String> texts(Design d, QuestionKind kind) {
        return d.questions().stream()
                .filter(q -> q.kind() == kind)
                .map(DesignTest::text)
                .toList();
    }

    private static List<String> texts(Design d) {
        return d.questions().stream().map(DesignTest::text).toList();
    }

    @Test
    void aSingleAxisAsksOnlyAboutItsCells() {
        Design d = design(List.of(RULE), ALL, Map.of());
        assertEquals(
                List.of("CELL fa - bp 1/1 {bp=-1.000, fa=1.000}", "CELL dfa - bp 1/1 {bp=-1.000, dfa=1.000}"),
                texts(d));
        assertEquals(Map.of("fa", "bp", "dfa", "bp"), d.references(Optional.empty()));
        assertEquals(2, d.family());
        assertEquals(1, d.strata());
    }

    @Test
    void aBaselineThatNamesAnAxisIsMatchedOnTheOthers() {
        List<Factor> factors = List.of(RULE, width("16", "64", "256"));
        Design d = design(factors, EnumSet.of(QuestionKind.CELL), Map.of());
        assertEquals("bp, width=64", d.references(Optional.empty()).get("fa, width=64"));
        assertEquals(6, d.count(QuestionKind.CELL));
        Question second = d.questions().get(1);
        assertEquals("dfa, width=16", second.cell());
        assertEquals("bp, width=16", second.referenceCell());
        assertEquals("width=16", second.stratumName());
    }

    @Test
    void overOrderedNumbersTheGapIsAskedAtTheEndsAndAlongAllOfThem() {
        Factor two = factor("rule", "", Optional.of("bp"), "bp", "fa");
        Design d = design(List.of(two, width("64", "16", "256")), ALL, Map.of());
        assertEquals(
                List.of(
                        "CELL fa - bp 1/3 {bp, width=64=-1.000, fa, width=64=1.000}",
                        "CELL fa - bp 1/3 {bp, width=16=-1.000, fa, width=16=1.000}",
                        "CELL fa - bp 1/3 {bp, width=256=-1.000, fa, width=256=1.000}",
                        "MAIN_EFFECT fa - bp 3/3 {bp, width=16=-0.333, bp, width=256=-0.333, bp, width=64=-0.333,"
                                + " fa, width=16=0.333, fa, width=256=0.333, fa, width=64=0.333}",
                        "INTERACTION fa - bp 16..256 1/1 {bp, width=16=1.000, bp, width=256=-1.000,"
                                + " fa, width=16=-1.000, fa, width=256=1.000}",
                        "TREND fa - bp 16..256 1/1 {bp, width=16=0.250, bp, width=256=-0.250,"
                                + " fa, width=16=-0.250, fa, width=256=0.250}"),
                texts(d));
        assertTrue(d.questions().get(5).moderator().orElseThrow().perDoubling());
    }

    @Test
    void aTrendIsPerUnitIfAValueIsNotPositive() {
        Factor two = factor("rule", "", Optional.of("bp"), "bp", "fa");
        Design d = design(List.of(two, width("0", "1", "2")), EnumSet.of(QuestionKind.TREND), Map.of());
        Question q = d.questions().get(0);
        assertEquals(false, q.moderator().orElseThrow().perDoubling());
        assertEquals(0.5, q.weights().get("fa, width=2"));
    }

    @Test
    void alongTwoNumbersTheTrendIsTheInteractionAndIsAskedOnce() {
        Factor two = factor("rule", "", Optional.of("bp"), "bp", "fa");
        List<Factor> factors = List.of(two, width("16", "256"));
        assertEquals(0, design(factors, ALL, Map.of()).count(QuestionKind.TREND));
        assertEquals(1, design(factors, ALL, Map.of()).count(QuestionKind.INTERACTION));
        assertEquals(
                1, design(factors, EnumSet.of(QuestionKind.TREND), Map.of()).count(QuestionKind.TREND));
    }

    @Test
    void anInteractionWithoutOrderComparesEachLevelWithTheFirst() {
        Factor two = factor("rule", "", Optional.of("bp"), "bp", "fa");
        Factor data = factor("data", "", Optional.empty(), "iris", "digits", "moons");
        Design d = design(List.of(two, data), EnumSet.of(QuestionKind.INTERACTION), Map.of());
        assertEquals(
                List.of("iris..digits", "iris..moons"),
                d.questions().stream()
                        .map(q -> q.moderator().orElseThrow())
                        .map(m -> m.from().label() + ".." + m.to().label())
                        .toList());
    }

    @Test
    void interactionsAreMeansOverTheRemainingAxes() {
        Factor two = factor("rule", "", Optional.of("bp"), "bp", "fa");
        Factor batch = factor("batch", "batch=", Optional.empty(), "8", "32");
        Design d = design(List.of(two, width("16", "256"), batch), EnumSet.of(QuestionKind.INTERACTION), Map.of());
        assertEquals(2, d.questions().size());
        assertEquals(0.5, d.questions().get(0).weights().get("fa, width=256, batch=8"));
        assertEquals(-0.5, d.questions().get(0).weights().get("fa, width=16, batch=32"));
        assertEquals(2, d.questions().get(0).strata().used());
    }

    @Test
    void allWeightsOfAQuestionSumToZero() {
        Factor batch = factor("batch", "batch=", Optional.empty(), "8", "32", "100");
        Design d = design(List.of(RULE, width("16", "64", "100"), batch), ALL, Map.of("fa, width=64, batch=8", "x"));
        assertEquals(17 + 2 + 4 + 4, d.questions().size());
        d.questions()
                .forEach(q -> assertEquals(
                        0, q.weights().values().stream().mapToDouble(w -> w).sum(), 1e-12, () -> text(q)));
    }

    @Test
    void excludedCellsShrinkMainEffectsAndMoveTheEndsOfInteractions() {
        Factor two = factor("rule", "", Optional.of("bp"), "bp", "fa");
        Design d = design(List.of(two, width("16", "64", "256")), ALL, Map.of("fa, width=256", "too slow"));
        assertEquals(2, d.count(QuestionKind.CELL));
        assertEquals(
                List.of("INTERACTION fa - bp 16..64 1/1"
                        + " {bp, width=16=1.000, bp, width=64=-1.000, fa, width=16=-1.000, fa, width=64=1.000}"),
                texts(d, QuestionKind.INTERACTION));
        assertEquals(0, d.count(QuestionKind.TREND), "along two numbers it is the interaction");
        assertEquals(
                new Question.Strata(2, 3),
                d.questions().stream()
                        .filter(q -> q.kind() == QuestionKind.MAIN_EFFECT)
                        .findFirst()
                        .orElseThrow()
                        .strata());
        assertEquals(List.of(), d.unanswered());
    }

    @Test
    void aTrendNamesTheEndsThatAreRun() {
        Factor two = factor("rule", "", Optional.of("bp"), "bp", "fa");
        Design d = design(List.of(two, width("16", "32", "64", "128")), ALL, Map.of("fa, width=128", "too slow"));
        assertEquals(1, d.count(QuestionKind.TREND));
        assertTrue(texts(d, QuestionKind.TREND).get(0).startsWith("TREND fa - bp 16..64 1/1"), texts(d).toString());
    }

    @Test
    void withoutTheFirstLevelAnInteractionStartsAtTheNext() {
        Factor two = factor("rule", "", Optional.of("bp"), "bp", "fa");
        Factor data = factor("data", "", Optional.empty(), "a", "b", "c");
        Design d = design(List.of(two, data), ALL, Map.of("fa, a", "too slow"));
        assertEquals(
                List.of("INTERACTION fa - bp b..c 1/1 {bp, b=1.000, bp, c=-1.000, fa, b=-1.000, fa, c=1.000}"),
                texts(d, QuestionKind.INTERACTION));
    }

    @Test
    void aMainEffectOverASingleStratumIsNotAskedTwice() {
        Factor two = factor("rule", "", Optional.of("bp"), "bp", "fa");
        Design d = design(List.of(two, width("16", "64")), ALL, Map.of("fa, width=64", "too slow"));
        assertEquals(0, d.count(QuestionKind.MAIN_EFFECT));
        assertEquals(1, d.family());
    }

    @Test
    void aCellWithoutItsReferenceIsReportedWithTheReason() {
        Design d = design(List.of(RULE, width("16", "64")), ALL, Map.of("bp, width=64", "needs classes"));
        assertEquals(
                List.of("fa, width=64 bp, width=64 needs classes", "dfa, width=64 bp, width=64 needs classes"),
                d.unanswered().stream()
                        .map(u -> u.question().cell() + " " + u.cell() + " " + u.reason())
                        .toList());
        assertEquals(
                Map.of("fa, width=16", "bp, width=16", "dfa, width=16", "bp, width=16"),
                d.references(Optional.empty()));
    }

    @Test
    void aCompleteBaselineAsksAboutEveryCell() {
        Factor all = factor("width", "width=", Optional.of("16"), "16", "64");
        Design d = design(List.of(RULE, all), ALL, Map.of());
        assertEquals(
                List.of("bp, width=64", "fa, width=16", "fa, width=64", "dfa, width=16", "dfa, width=64"),
                d.questions().stream().map(Question::cell).toList());
        assertEquals("rule, width", d.questions().get(0).gap().axes());
        assertEquals("bp, width=16", d.questions().get(0).gap().reference());
    }

    @Test
    void theProblemsOfASuiteShareOneFamily() {
        List<DesignCell> cells = new ArrayList<>();
        List<String> problems = IntStream.range(0, 6).mapToObj(i -> "p" + i).toList();
        problems.forEach(p -> cells.addAll(cells(List.of(RULE), Optional.of(p), Map.of())));
        Design d = Design.of(new DesignPlan(List.of(RULE), ALL), cells);
        assertEquals(12, d.questions().size());
        assertEquals(2, d.overProblems());
        assertEquals(14, d.family());
        assertEquals(2, d.questions(Optional.of("p3")).size());
    }

    @Test
    void fiveProblemsAreTooFewForATestOverProblems() {
        List<DesignCell> cells = new ArrayList<>();
        IntStream.range(0, 5).forEach(i -> cells.addAll(cells(List.of(RULE), Optional.of("p" + i), Map.of())));
        assertEquals(0, Design.of(new DesignPlan(List.of(RULE), ALL), cells).overProblems());
    }

    @Test
    void withoutAReferenceNothingIsAsked() {
        Design d = design(List.of(width("1", "2")), ALL, Map.of());
        assertEquals(0, d.family());
        assertEquals(Map.of(), d.references(Optional.empty()));
    }

    @Test
    void aReferenceMustBeALevel() {
        assertThrows(IllegalArgumentException.class, () -> factor("rule", "", Optional.of("x"), "bp", "fa"));
    }

    @Test
    void tenThousandCellsAreDesignedInAMoment() {
        String[] labels = IntStream.range(1, 10_001).mapToObj(Integer::toString).toArray(String[]::new);
        Factor long1 = factor("width", "width=", Optional.of("1"), labels);
        assertEquals(9999, design(List.of(long1), ALL, Map.of()).family());
    }
}
