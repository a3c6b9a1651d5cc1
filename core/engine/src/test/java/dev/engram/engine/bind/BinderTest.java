package dev.engram.engine.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Origin;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.suite.ToyNetworks;
import dev.engram.engine.suite.ToyOptimizers;
import dev.engram.engine.suite.ToyProblems;
import dev.engram.engine.suite.Toys;
import dev.engram.engine.yaml.Problem;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.YamlReader;
import dev.engram.spi.Activation;
import dev.engram.spi.Dataset;
import dev.engram.spi.Initialiser;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Schedule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinderTest {
    private static <T> Recipe<T> bind(Class<T> type, String text) {
        Problems problems = new Problems();
        var bound = YamlReader.file(text, "d/s.yaml", problems)
                .flatMap(n -> new Binder(Toys.CATALOG, problems, List.of()).component(type, n, "x"));
        assertEquals(List.of(), problems.list());
        return bound.orElseThrow();
    }

    private static String problems(Class<?> type, String text, Catalog catalog) {
        Problems problems = new Problems();
        YamlReader.file(text, "s", problems)
                .ifPresent(n -> new Binder(catalog, problems, List.of()).component(type, n, "x"));
        return problems.list().stream().map(Problem::toString).collect(Collectors.joining(" / "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {adam: {beta1: 1.2}}         | s:1:16 x.adam.beta1: 1.2 is outside [0,1)
        {adam: {bta2: 0.5}}          | s:1:9 x.adam.bta2: unknown key; did you mean beta2?
        {adam: {zzz: 0.5}}           | s:1:9 x.adam.zzz: unknown key; choose one of rate, beta1, beta2, epsilon
        {sgd: {learning_rate: 1}}    | s:1:8 x.sgd.learning_rate: unknown key; did you mean rate? Write rate: 1
        {adam: {rate: fast}}         | s:1:15 x.adam.rate: expected a number, found 'fast'
        {adam: {rate: [1]}}          | s:1:15 x.adam.rate: expected a number, found a list; write 1
        {adam: {rate: [0,1]}}        | s:1:15 x.adam.rate: expected a number, found a list; write 0.1
        {adam: {rate: [a, b]}}       | s:1:15 x.adam.rate: expected a number, found a list
        {adam: {rate: }}             | s:1:14 x.adam.rate: expected a number, found nothing
        {adam: {rate: {}}}           | s:1:15 x.adam.rate: expected a schedule, found an empty map
        {adam: {rate: {linaer: }}}   | s:1:16 x.adam.rate: there is no schedule called 'linaer'; did you mean linear?
        {adam: {rate: {linear: {start: x}}}} | s:1:32 x.adam.rate.linear.start: expected a number, found 'x'
        {adam: 0.1}                  | s:1:8 x.adam: expected a map of hyperparameters, found '0.1'; write {adam: \
        {rate: 0.1}}
        {adam: , rate: 0.1}          | s:1:1 x: expected an optimizer, found a map of 2 keys (adam, rate); write \
        {adam: {rate: 0.1}}, or indent the lines below adam further
        {adam: {}, rate: 0.1}        | s:1:1 x: expected an optimizer, found a map of 2 keys (adam, rate); write \
        {NAME: {KEY: VALUE, ...}}
        {}                           | s:1:1 x: expected an optimizer, found an empty map
        ''                           | s:1:1 x: expected an optimizer, found ''
        adm                          | s:1:1 x: there is no optimizer called 'adm'; did you mean adam?
        {qqq: {rate: 1}}             | s:1:2 x: there is no optimizer called 'qqq'; choose one of adam, careless, \
        chain, clamp, lookahead, odd, sgd
        tanh                         | s:1:1 x: tanh is an activation; expected an optimizer; choose one of adam, \
        careless, chain, clamp, lookahead, odd, sgd
        {clamp: {low: 2}}            | s:1:1 x.clamp: low is above high
        {chain: {links: []}}         | s:1:1 x.chain: a chain needs at least one optimizer
        []                           | s:1:1 x: a chain needs at least one optimizer
        [sgd, {adam: {rate: -1}}]    | s:1:21 x.1.adam.rate: -1 is outside [0,inf)
        {chain: {links: sgd}}        | s:1:17 x.chain.links: expected a list, found 'sgd'; write [sgd]
        {lookahead: {fast: tanh, every: 0}} | s:1:20 x.lookahead.fast: tanh is an activation; expected an optimizer; \
        choose one of adam, careless, chain, clamp, lookahead, odd, sgd / s:1:33 x.lookahead.every: 0 is outside [1,inf)
        {odd: {flag: yes}}           | s:1:14 x.odd.flag: expected true or false, found 'yes'
        {odd: {text: [a]}}           | s:1:14 x.odd.text: expected text, found a list
        {odd: {coding: onehot}}      | s:1:16 x.odd.coding: expected one of one-hot, binary, signed, found 'onehot'; \
        did you mean one-hot?
        {odd: {list: [1, b, NaN]}}   | s:1:18 x.odd.list.1: expected a number, found 'b' / s:1:21 x.odd.list.2: NaN \
        is not allowed
        careless                     | s:1:1 x.careless.first: not given, and its default is invalid: there is no \
        initialiser called 'glorot'; did you mean glorot-uniform? / s:1:1 x.careless.share: not given, and its \
        default is invalid: 2 is outside [0,1]
        """)
    void mistakesInOptimizersAreReported(String text, String expected) {
        assertEquals(expected, problems(Optimizer.class, text, Toys.CATALOG));
    }

    @Test
    void allMistakesAreReportedAtOnce() {
        assertEquals(
                "s:1:19 x.0.adam.beta1: 2 is outside [0,1) / s:1:22 x.0.adam.beta: unknown key; did you mean beta1?"
                        + " / s:1:33 x.1: there is no optimizer called 'sgdd'; did you mean sgd?",
                problems(Optimizer.class, "[{adam: {  beta1: 2, beta: 1}}, sgdd]", Toys.CATALOG));
    }

    @Test
    void aMissingValueIsReported() {
        assertEquals("s:1:1 x.csv.file: missing", problems(Dataset.class, "csv", Toys.CATALOG));
        assertEquals(
                "s:1:1 x.warmup.then: missing / s:1:18 x.warmup.steps: 0 is outside [1,inf)",
                problems(Schedule.class, "{warmup: {steps: 0}}", Toys.CATALOG));
    }

    @Test
    void aSubInterfaceIsRequired() {
        assertEquals(
                "s:1:20 x.layerwise.rule: backprop is a learning rule, but not a local rule; choose delta",
                problems(LearningRule.class, "{layerwise: {rule: backprop}}", Toys.CATALOG));
        assertEquals(
                new ToyNetworks.Layerwise(new ToyNetworks.Delta()),
                bind(LearningRule.class, "layerwise").get());
    }

    @Test
    void aListOfOptimizersNeedsTheChain() {
        Catalog small = Catalog.of(List.of(Entry.of(ToyOptimizers.Sgd.class, "", Origin.BUILT_IN)));
        assertEquals(
                "s:1:1 x: a list of optimizers needs the optimizer chain, which is not installed; name one optimizer",
                problems(Optimizer.class, "[sgd]", small));
        assertEquals(
                "s:1:1 x: there is no activation called 'relu'; none is installed",
                problems(Activation.class, "relu", small));
    }

    @Test
    void numbersOutsideOptimizersTakeNoSchedule() {
        assertEquals(
                "s:1:25 x.glorot-uniform.gain: expected a number, found a map",
                problems(Initialiser.class, "{glorot-uniform: {gain: {linear: }}}", Toys.CATALOG));
    }

    @Test
    void allFormsOfAComponentAreEqual() {
        ToyOptimizers.Adam adam = new ToyOptimizers.Adam(0.001f, 0.9f, 0.999f, 1e-8f);
        for (String text : List.of("adam", "{adam: }", "{adam: {}}", "'adam'", "adam: {rate: 1e-3}")) {
            assertEquals(adam, bind(Optimizer.class, text).get(), text);
            assertEquals(bind(Optimizer.class, "adam"), bind(Optimizer.class, text), text);
        }
        assertNotEquals(bind(Optimizer.class, "adam"), bind(Optimizer.class, "{adam: {rate: 0.1}}"));
    }

    @Test
    void everyTypeIsReadFromItsDefault() {
        assertEquals(
                new ToyOptimizers.Odd(
                        true,
                        3_000_000_000L,
                        1e-3,
                        "plain words",
                        DataSettings.Coding.ONE_HOT,
                        List.of(1f, 2.5f),
                        Float.POSITIVE_INFINITY,
                        List.of(new ToyNetworks.ToyTanh())),
                bind(Optimizer.class, "odd").get());
        assertEquals(
                "{odd: {flag: true, big: 3000000000, exact: 0.001, text: \"plain words\", coding: one-hot, list: [1,"
                        + " 2.5], limit: inf, shapes: [tanh]}}",
                bind(Optimizer.class, "odd").text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        adam                          | {adam: {rate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8}}
        [sgd, {sgd: {rate: .1}}]      | {chain: {links: [{sgd: {rate: 0.01, momentum: 0}}, {sgd: {rate: 0.1, \
        momentum: 0}}]}}
        {sgd: {rate: linear}}         | {sgd: {rate: {linear: {start: 0.1, end: 0}}, momentum: 0}}
        {sgd: {rate: {warmup: {steps: 5, then: 0.3}}}} | {sgd: {rate: {warmup: {steps: 5, then: {constant: {value: \
        0.3}}}}, momentum: 0}}
        {odd: {text: "a\\"b: \\u00e9 #\\n\\U0001F600"}} | {odd: {flag: true, big: 3000000000, exact: 0.001, text: \
        "a\\"b: \\u00e9 #\\u000a\\U0001f600", coding: one-hot, list: [1, 2.5], limit: inf, shapes: [tanh]}}
        {odd: {text: "", list: []}}   | {odd: {flag: true, big: 3000000000, exact: 0.001, text: "", coding: one-hot, \
        list: [], limit: inf, shapes: [tanh]}}
        """)
    void textIsCompleteAndReadAsTheSame(String text, String expected) {
        Recipe<Optimizer> recipe = bind(Optimizer.class, text);
        assertEquals(expected, recipe.text());
        assertEquals(recipe, bind(Optimizer.class, recipe.text()));
        assertEquals(recipe.text(), bind(Optimizer.class, recipe.text()).text());
    }

    @Test
    void filesAreRelativeToTheFileThatNamesThem() {
        Recipe<Dataset> recipe = bind(Dataset.class, "{csv: {file: ../data/x.csv}}");
        Path expected = Path.of("data/x.csv").toAbsolutePath();
        assertEquals(List.of(expected), recipe.files());
        assertEquals(new ToyProblems.Csv(expected, 1), recipe.get());
        assertEquals(recipe, bind(Dataset.class, recipe.text()));
        assertEquals("{csv: {file: abc, header: 1}}", recipe.text(p -> "abc"));
        assertEquals(
                "s:1:14 the text contains the control character U+0000, which is not allowed; remove it",
                problems(Dataset.class, "{csv: {file: \"a\\0b\"}}", Toys.CATALOG));
        assertEquals(
                "s:1:14 x.csv.file: expected a file name, found a list",
                problems(Dataset.class, "{csv: {file: [a]}}", Toys.CATALOG));
    }

    @Test
    void partsAreListedInTheOrderOfTheText() {
        assertEquals(
                List.of("optimizer/lookahead", "optimizer/sgd", "schedule/warmup", "schedule/constant"),
                bind(Optimizer.class, "{lookahead: {fast: {sgd: {rate: {warmup: {steps: 2, then: 1}}}}}}")
                        .parts()
                        .stream()
                        .map(Entry::id)
                        .toList());
    }

    @Test
    void onlyScheduledComponentsAreCreatedAnew() {
        Recipe<Optimizer> constant = bind(Optimizer.class, "[sgd, adam]");
        assertSame(constant.at(0, 9), constant.at(5, 9));
        Recipe<Optimizer> recipe = bind(
                Optimizer.class,
                "[adam, {lookahead: {every: {linear: {start: 1, end: 4}}, fast: {sgd: {rate: linear}}}}]");
        assertEquals(false, recipe.constant());
        ToyOptimizers.Chain first = (ToyOptimizers.Chain) recipe.at(0, 11);
        ToyOptimizers.Chain later = (ToyOptimizers.Chain) recipe.at(5, 11);
        assertSame(first.links().get(0), later.links().get(0));
        assertEquals(
                new ToyOptimizers.Lookahead(1, 0.5f, new ToyOptimizers.Sgd(0.1f, 0)),
                first.links().get(1));
        assertEquals(
                new ToyOptimizers.Lookahead(2, 0.5f, new ToyOptimizers.Sgd(0.05f, 0)),
                later.links().get(1));
    }

    @Test
    void schedulesAreCheckedOverThePlannedSteps() {
        Recipe<Optimizer> falling = bind(
                Optimizer.class,
                "{sgd: {rate: {linear: {start: 1, end: -1}}, momentum: {linear: {start: 0, end: 0.9}}}}");
        assertEquals(
                "[d/s.yaml:1:14 x.sgd.rate: linear gives -0.5, which is outside [0,inf), at step 4 of 5]",
                RecipeChecks.check(falling, 5).toString());
        Recipe<Optimizer> wide = bind(Optimizer.class, "{sgd: {rate: {linear: {start: 1, end: -1}}}}");
        assertEquals(
                "at step 500000001 of 999999999",
                RecipeChecks.check(wide, 999_999_999).get(0).message().replaceFirst(".*, ", ""));
        assertEquals(List.of(), RecipeChecks.check(bind(Optimizer.class, "{sgd: {rate: linear}}"), 1000));
        assertEquals(List.of(), RecipeChecks.check(bind(Optimizer.class, "sgd"), 1000));
    }

    @Test
    void aComponentThatRefusesItsScheduledValuesIsReportedAtTheFirstStep() {
        Recipe<Optimizer> clamp = bind(Optimizer.class, "{clamp: {low: {linear: {start: 0, end: 4}}}}");
        assertEquals(
                "[d/s.yaml:1:1 x.clamp: low is above high, at step 3 of 5]",
                RecipeChecks.check(clamp, 5).toString());
        Recipe<Optimizer> inside = bind(Optimizer.class, "[sgd, {clamp: {low: {linear: {start: 0, end: 4}}}}]");
        assertEquals(
                "[d/s.yaml:1:7 x.1.clamp: low is above high, at step 3 of 5]",
                RecipeChecks.check(inside, 5).toString());
    }
}
