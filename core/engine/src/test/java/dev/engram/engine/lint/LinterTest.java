package dev.engram.engine.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Origin;
import dev.engram.engine.network.Dense;
import dev.engram.engine.spec.BadInput;
import dev.engram.engine.spec.Suite;
import dev.engram.engine.spec.SuiteReader;
import dev.engram.engine.spec.Toys;
import dev.engram.spi.Component;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Misfit;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinterTest {
  private static final Catalog CATALOG = Catalog.of(Stream.of(List.of(Dense.class), List.of(Toys.class.getDeclaredClasses()),
      List.of(LinterTest.class.getDeclaredClasses())).flatMap(List::stream)
      .filter(c -> c.isAnnotationPresent(Component.class)).map(c -> Entry.of(c, "", Origin.BUILT_IN)).toList());
  private static final String HEAD = """
      data: digits
      network: [{dense: {units: 4}}, {dense: {units: 3}}]
      loss: cross-entropy
      optimizer: {sgd: {rate: 0.5}}
      training: {epochs: 3}
      """;

  @TempDir
  private Path folder;

  @Component("output-only")
  public record OutputOnly() implements LearningRule {
    @Override
    public Session open(Setup setup) {
      throw new Misfit("a toy");
    }
  }

  @Component("mse")
  public record MeanSquares() implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
      return 0;
    }

    @Override
    public void slope(float[] y, float[] t, float[] out, int from, int to) {}
  }

  @Component("accuracy")
  public record Accuracy() implements Metric.OfPredictions {
    @Override
    public int direction() {
      return 1;
    }

    @Override
    public double of(Predictions p) {
      return 0;
    }
  }

  private Suite read(String text) {
    try {
      return SuiteReader.read(Files.writeString(folder.resolve("s.yaml"), text), List.of(), CATALOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BadInput e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The warnings of a suite, one per line, with the folder left out. */
  private String warnings(String text) {
    return String.join("\n", Linter.of(read(text), Optional.empty()).stream().map(Warning::toString)
        .map(w -> w.replace(folder + "/", "")).toList());
  }

  private String names(String text) {
    return String.join(" ", Linter.of(read(text), Optional.empty()).stream().map(Warning::rule).toList());
  }

  @Test
  void oneSeedIsTooFewForAComparisonButNotForOneCellOrADescentWithoutChance() {
    assertEquals("s.yaml:6:8 seeds: one seed: no difference between cells can be told from chance; ask for ten or more [one-seed]",
        warnings(HEAD + "seeds: 1\ncompare: {loss: [cross-entropy, mse]}\nmeasure: []\n"));
    assertEquals("", names(HEAD));
    assertEquals("", names(HEAD + "seeds: 2\ncompare: {optimizer: [sgd, adam]}\n"));
    String descent = "landscape: rosenbrock\ntraining: {steps: 3}\ncompare: {optimizer: [sgd, adam]}\n";
    assertEquals("", names(descent));
    assertEquals("one-seed", names(descent + "start: random\n"));
  }

  @Test
  void seedsWithGapsLookChosen() {
    assertEquals("s.yaml:6:8 seeds: seeds are left out of the row (3, 5): dropping those that diverged or did badly makes every number"
        + " wrong; give how many seeds, not which [chosen-seeds]", warnings(HEAD + "seeds: [1, 2, 4, 6]\n"));
    assertEquals("", names(HEAD + "seeds: [3, 4, 5]\n"));
    assertEquals("", names(HEAD + "seeds: [17, 4711, 271828]\n"));
  }

  @Test
  void budgetsThatDifferBesideWhatIsComparedAreUnequal() {
    assertEquals("s.yaml:7:59 training: unequal budgets: 'a' and 'b' have epochs 3 and 30, batch 32 and full, so that a difference may be"
        + " due to that alone; give them the same, or make it an axis [unequal-budgets]", warnings(HEAD
        + "seeds: 2\ncompare: [{name: a}, {name: b, optimizer: adam, training: {epochs: 30, batch: full}}]\n"));
  }

  @Test
  void aBudgetThatIsAnAxisIsWhatIsAskedFor() {
    assertEquals("", names(HEAD + "seeds: 2\ncompare: {training.batch: [8, full], optimizer: [sgd, adam]}\n"));
    assertEquals("", names(HEAD + "seeds: 2\nproblems: [{name: a, training.epochs: 1}, {name: b, training.epochs: 9}]\n"
        + "compare: {optimizer: [sgd, adam]}\n"));
    assertEquals("unequal-budgets", names(HEAD + "seeds: 2\ncompare: {variants: [{name: a}, {name: b, training.patience: 3}], training.batch: [8, 9]}\n"));
  }

  @Test
  void aSearchOverNumbersIsJudgedByTheDataItChoosesBy() {
    assertEquals("s.yaml:7:32 optimizer.sgd.rate: the 3 values of optimizer.sgd.rate are compared on test data: the best of them looks better"
        + " than it is; choose one on validation data and other seeds, which tune does [choosing-on-test]",
        warnings(HEAD + "seeds: 2\ncompare: {optimizer.sgd.rate: [1, 2, 3]}\n"));
    assertEquals("", names(HEAD + "seeds: 2\ncompare: {optimizer.sgd.rate: [1, constant]}\n".replace("constant", "{constant: {value: 2}}")));
    assertEquals("", names(HEAD + "seeds: 2\ncompare: {network.0.dense.units: [1, 2, 3]}\n"));
  }

  @Test
  void whatIsTunedIsComparedWithWhatIsNot() {
    String suite = HEAD + "seeds: 2\ncompare: {optimizer: [sgd, adam]}\ntune: {space: {optimizer.sgd.rate: {log-uniform: [0.01, 1]}}}\n";
    assertEquals("s.yaml:7:28 optimizer: 'sgd' is the best of 20 trials, and for 'adam' there is nothing to tune, so that a difference may be due to"
        + " that alone; give the space something for every cell [unequal-tuning]", warnings(suite));
    assertEquals("", names(suite.replace("1]}}}", "1]}, optimizer.adam.rate: {log-uniform: [0.01, 1]}}}")));
  }

  @Test
  void rulesForHiddenLayersNeedTheControlThatTrainsNone() {
    String rules = HEAD + "seeds: 2\ncompare: {rule: [backprop, direct-feedback-alignment]}\n";
    assertEquals("s.yaml:7:18 rule: 2 learning rules are compared without a control: whether the hidden layers learn anything cannot be seen;"
        + " add the rule output-only [no-control]", warnings(rules));
    assertEquals("", names(rules.replace("[backprop, ", "[backprop, output-only, ")));
    assertEquals("", names(rules.replace("{dense: {units: 4}}, ", "")));
  }

  @Test
  void anExcludedControlIsNoControl() {
    assertEquals("no-control", names(HEAD + "seeds: 2\ncompare: {rule: [backprop, direct-feedback-alignment, output-only]}\n"
        + "exclude: [{when: {rule: output-only}, because: no time}]\n"));
  }

  @Test
  void lossesOfDifferentUnitsCannotBeComparedByLoss() {
    String losses = HEAD + "seeds: 2\ncompare: {loss: [cross-entropy, mse]}\n";
    assertEquals("s.yaml:7:18 loss: cells with different losses (cross-entropy, mse) are compared by their own loss, which has another unit"
        + " in each; measure something else first, such as accuracy [mixed-losses]",
        warnings(losses + "measure: [loss, accuracy]\n"));
    assertEquals("", names(losses + "measure: [accuracy, loss]\n"));
    assertEquals("mixed-losses", Linter.of(read(losses), Optional.of("loss")).get(0).rule());
  }

  @Test
  void whatTheSuiteIgnoresIsNotTold() {
    assertEquals("", names(HEAD + "compare: {optimizer: [sgd, adam]}\nlint: {ignore: [one-seed]}\n"));
  }

  @Test
  void aRuleToIgnoreThatThereIsNotIsAProblem() {
    assertEquals("[s.yaml:6:17 lint.ignore: there is no lint rule called 'oneseed'; did you mean one-seed?]",
        Linter.unknown(read(HEAD + "lint: {ignore: [oneseed]}\n")).toString().replace(folder + "/", ""));
  }

  @Test
  void everyRuleHasANameOfItsOwn() {
    assertEquals(Linter.names().stream().distinct().toList(), Linter.names());
    assertEquals(8, Linter.names().size());
  }
}
