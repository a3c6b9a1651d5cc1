package dev.engram.engine.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.design.Design;
import dev.engram.engine.design.Question;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.yaml.InvalidInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the axes, the baseline and the questions of a suite make of its comparison. */
class SuiteDesignTest {
    private static final String HEAD = """
            data: digits
            network: [{dense: {units: 10, activation: identity}}]
            loss: cross-entropy
            optimizer: {sgd: {rate: 1}}
            training: {epochs: 1}
            """;
    private static final String RULES_AND_RATES = "compare: {rule: [backprop, delta], optimizer.sgd.rate: [1, 2, 4]}\n";

    @TempDir
    private Path folder;

    private Suite read(String text) throws InvalidInputException {
        return SuiteReader.read(Toys.write(folder, "s.yaml", HEAD + text), List.of(), Toys.CATALOG);
    }

    private Design design(String text) throws InvalidInputException {
        return read(text).design();
    }

    private String problems(String text) {
        return assertThrows(InvalidInputException.class, () -> read(text)).problems().stream()
                .map(p -> p.toString().replace(folder + "/", ""))
                .collect(Collectors.joining("\n"));
    }

    private static List<Integer> counts(Design d) {
        return Arrays.stream(QuestionKind.values()).map(d::count).toList();
    }

    @Test
    void aBaselineThatNamesOneAxisIsMatchedOnTheOthers() throws InvalidInputException {
        Design d = design(RULES_AND_RATES + "baseline: {rule: backprop}\n");
        assertEquals(List.of(3, 1, 1, 1), counts(d));
        assertEquals("backprop, rate=4", d.references(Optional.empty()).get("delta, rate=4"));
        Question last = d.questions().get(5);
        assertEquals(
                "1..4",
                last.moderator()
                        .map(m -> m.from().label() + ".." + m.to().label())
                        .orElseThrow());
        assertEquals(true, last.moderator().orElseThrow().perDoubling());
    }

    @Test
    void withoutABaselineTheFirstValueOfTheFirstAxisIsMatched() throws InvalidInputException {
        assertEquals(
                design(RULES_AND_RATES + "baseline: {rule: backprop}\n").questions(),
                design(RULES_AND_RATES).questions());
    }

    @Test
    void aBaselineMayNameTheSecondAxis() throws InvalidInputException {
        Design d = design(RULES_AND_RATES + "baseline: {optimizer.sgd.rate: 2}\n");
        assertEquals(List.of(4, 2, 2, 0), counts(d));
        assertEquals("backprop, rate=2", d.references(Optional.empty()).get("backprop, rate=4"));
    }

    @Test
    void aCompleteBaselineIsOneCell() throws InvalidInputException {
        for (String baseline : List.of("{rule: delta, optimizer.sgd.rate: 2}", "'delta, rate=2'")) {
            Design d = design(RULES_AND_RATES + "baseline: " + baseline + "\n");
            assertEquals(List.of(5, 0, 0, 0), counts(d));
            assertEquals("delta, rate=2", d.references(Optional.empty()).get("backprop, rate=4"));
        }
    }

    @Test
    void aSuiteCanDeclareASmallerFamily() throws InvalidInputException {
        assertEquals(List.of(0, 1, 0, 1), counts(design(RULES_AND_RATES + "questions: [trends, main-effects]\n")));
    }

    @Test
    void variantsAreAFactorNextToAxes() throws InvalidInputException {
        Design d = design("compare:\n  variants: [{name: a}, {name: b, rule: delta}]\n  optimizer.sgd.rate: [1, 2]\n");
        assertEquals(List.of(2, 1, 1, 0), counts(d));
        assertEquals("a", d.questions().get(0).gap().reference());
    }

    @Test
    void problemsAreComparedEachByItself() throws InvalidInputException {
        Design d =
                design("problems: [{name: p}, {name: q, optimizer.sgd.rate: 3}]\ncompare: {rule: [backprop, delta]}\n");
        assertEquals(2, d.family());
        assertEquals(1, d.questions(Optional.of("q")).size());
        assertEquals(
                0,
                design("problems: [{name: p}, {name: q, optimizer.sgd.rate: 3}]\n")
                        .family());
    }

    @Test
    void cellsThatTurnOutToBeImpossibleKeepTheirReason() throws InvalidInputException {
        Design d = read(RULES_AND_RATES).design(Map.of("backprop, rate=2", "no gradient"));
        assertEquals(List.of(2, 1, 1, 0), counts(d));
        assertEquals("no gradient", d.unanswered().get(0).reason());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        baseline: {rule: backprop} | s.yaml:8:11 baseline: the baseline is excluded where 'delta, rate=2' is run, \
        which would be compared with nothing; run the baseline there, exclude all other cells there as well, or name \
        another baseline
        questions: [trend] | s.yaml:8:13 questions.0: unknown kind of question 'trend'; did you mean trends?
        questions: [] | s.yaml:8:12 questions: expected a list such as [cells, main-effects, interactions, trends], \
        found an empty list
        questions: cells | s.yaml:8:12 questions: expected a list such as [cells, main-effects, interactions, trends], \
        found 'cells'
        questions: [cells, cells] | s.yaml:8:20 questions.1: cells is listed twice; remove one
        baseline: delta | s.yaml:8:11 baseline: there is no cell called 'delta'; to compare with this value of an \
        axis, write {rule: delta}
        """)
    void mistakesAreReportedWithARemedy(String line, String expected) {
        String exclude = "exclude: [{when: {rule: backprop, optimizer.sgd.rate: 2}, because: slow}]";
        String second = line.startsWith("baseline: {") ? exclude : "about: x";
        String text = RULES_AND_RATES.strip() + "\n" + second + "\n" + line + "\n";
        assertEquals(expected, problems(text));
    }

    @Test
    void aQuestionThatTheAxesDoNotAllowIsAProblem() {
        assertEquals(
                "s.yaml:7:13 questions: there are no trends: they need an axis of three or more numbers that the"
                        + " baseline does not name (along two numbers, the trend is the interaction); remove it",
                problems("compare: {rule: [backprop, delta]}\nquestions: [trends]\n"));
        assertEquals(
                "s.yaml:7:13 questions: there are no main-effects: they are means over the values of an axis that the"
                        + " baseline does not name; remove it",
                problems("compare: {rule: [backprop, delta]}\nquestions: [main-effects]\n"));
    }

    @Test
    void theDefaultBaselineIsNeverReplacedByAnotherValue() {
        String exclude = "exclude: [{when: {rule: backprop, optimizer.sgd.rate: 2}, because: slow}]\n";
        String problem = assertThrows(InvalidInputException.class, () -> read(RULES_AND_RATES + exclude))
                .getMessage();
        assertTrue(
                problem.contains(
                        "baseline: the baseline, by default backprop, is excluded where 'delta, rate=2' is run"),
                problem);
    }
}
