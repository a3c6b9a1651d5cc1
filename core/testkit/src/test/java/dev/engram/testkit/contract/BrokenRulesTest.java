package dev.engram.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.engram.engine.network.MatrixView;
import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.testkit.parts.TrueGradient;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenRulesTest {
  private static final Set<Requirement> USUAL = Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES);

  /** Trains the last layer by its gradient, with something done to the error first. */
  static BoundRule last(Setup setup, Twist twist) {
    Activations[] pass = setup.activationsPerLayer();
    int top = pass.length - 1;
    Scratch d = setup.perExample(setup.targets());
    return batch -> {
      setup.network().forward(batch.inputs(), pass);
      double loss = setup.loss().valueAndError(pass[top], batch.targets(), d);
      twist.on(d, batch);
      setup.network().layer(top).credit(d, pass[top]);
      return loss;
    };
  }

  interface Twist {
    void on(Scratch d, Batch batch);
  }

  interface Usual extends LearningRule {
    @Override
    default Set<Requirement> requirements() {
      return USUAL;
    }
  }

  record WritesWeights() implements Usual {
    @Override
    public BoundRule bind(Setup setup) {
      return last(setup, (d, batch) -> numbers(setup.network().last().weights())[0] += 1);
    }

    /** The engine hands out no way to write weights, so it takes reflection. */
    private static float[] numbers(Matrix weights) {
      try {
        Field data = MatrixView.class.getSuperclass().getDeclaredField("data");
        data.setAccessible(true);
        return (float[]) data.get(weights);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  record SampleVariance() implements Usual {
    @Override
    public BoundRule bind(Setup setup) {
      return last(setup, (d, batch) -> d.scale(1f / (batch.rows() - 1)));
    }
  }

  record Sums() implements Usual {
    @Override
    public BoundRule bind(Setup setup) {
      return last(setup, (d, batch) -> d.scale(batch.rows()));
    }
  }

  record SumsAtRandom() implements Usual {
    @Override
    public BoundRule bind(Setup setup) {
      return last(setup, (d, batch) -> d.scale(batch.rows() * (0.5f + batch.random("size").uniform())));
    }
  }

  record ClaimsToBeExact() implements Usual {
    @Override
    public boolean exactGradient() {
      return true;
    }

    @Override
    public BoundRule bind(Setup setup) {
      Matrix[] m = setup.network().layers().stream().map(l ->
          setup.feedback(l, "m" + l.index(), 1)).toArray(Matrix[]::new);
      return setup.backward((layer, batch) -> m[layer.index()]);
    }
  }

  record Asserts() implements Usual {
    @Override
    public BoundRule bind(Setup setup) {
      if (setup.network().last().outputs() != setup.targets()) {
        throw new AssertionError("this cannot be");
      }
      return last(setup, (d, batch) -> d.scale(1));
    }
  }

  record ForgetsTheFirstLayer() implements LearningRule {
    @Override
    public BoundRule bind(Setup setup) {
      int below = setup.network().layer(setup.network().depth() - 2).units();
      return last(setup, (d, batch) -> d.scale(below));
    }
  }

  record DividesByTheSlope() implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
      return Set.of(Requirement.OUTPUT_LAYER);
    }

    @Override
    public BoundRule bind(Setup setup) {
      float lowest = setup.network().last().activation().differentiable() ? 1 : 0;
      return last(setup, (d, batch) -> d.scale(1 / lowest));
    }
  }

  record Allocates() implements Usual {
    @Override
    public BoundRule bind(Setup setup) {
      return last(setup, (d, batch) -> d.scale(d.data().clone().length > 0 ? 1 : 0));
    }
  }

  record NeedsTheImpossible() implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
      return Set.of(Requirement.ONE_LAYER, Requirement.HIDDEN_LAYER);
    }

    @Override
    public BoundRule bind(Setup setup) {
      return batch -> 0;
    }
  }

  /** Relies on its needs while it opens: a fault in a network that does not meet them is no fault of the rule's. */
  private record TrustsItsNeeds() implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
      return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES, Requirement.HIDDEN_LAYER);
    }

    @Override
    public BoundRule bind(Setup setup) {
      float[] spare = new float[1 + setup.targets() - setup.network().last().outputs()];
      int below = setup.network().layer(setup.network().depth() - 2).units();
      return last(setup, (d, batch) -> d.scale(spare.length * below));
    }
  }

  @Test
  void aRuleMayRelyOnItsNeedsWhileItOpens() {
    for (Check c : Contract.ofRule(new TrustsItsNeeds())) {
      Verdict v = c.run();
      assertFalse(v.failed(), v::message);
    }
  }

  /** Matrices that are drawn evenly about 0 carry an error as well with the other sign. */
  @Test
  void theOtherSignOfRandomFeedbackIsNoMistake() {
    Check hidden = Contract.ofRule(new WrongSigns.ThroughMinusFeedback()).stream()
        .filter(c -> c.name().equals(HiddenChecks.UPHILL)).findFirst().orElseThrow();
    assertEquals(Verdict.Outcome.PASSED, hidden.run().outcome(), hidden.run()::message);
  }

  static Stream<Caught> broken() {
    return Stream.of(
        new Caught(Contract.USEFUL, new NeedsTheImpossible()),
        new Caught(RuleChecks.READS, new WritesWeights()),
        new Caught(RuleChecks.REPEATS, new SecretMemories.CountsCalls()),
        new Caught(RuleChecks.SINGLE, new SampleVariance()),
        new Caught(GradientChecks.MEAN, new Sums()), new Caught(GradientChecks.MEAN, new SumsAtRandom()),
        new Caught(GradientChecks.EXACT, new ClaimsToBeExact()),
        new Caught(DescentChecks.DOWNHILL, new WrongSigns.LeadsUphill()),
            new Caught(DescentChecks.DOWNHILL, new WrongSigns.LeadsNowhere()),
        new Caught(HiddenChecks.UPHILL, new WrongSigns.ThroughMinusTheWeights()),
            new Caught(HiddenChecks.UPHILL, new WrongSigns.ThroughMinusTwins()),
            new Caught(HiddenChecks.UPHILL, new WrongSigns.RepeatsItsMistakes()),
        new Caught(TeachingChecks.TAUGHT, new WrongSigns.UnlearnsLabels()),
            new Caught(TeachingChecks.TAUGHT, new WrongSigns.TossesACoin()),
        new Caught(RuleChecks.RESUMES, new SecretMemories.RemembersInScratch()),
            new Caught(RuleChecks.RESUMES, new SecretMemories.CountsInAnArray()),
        new Caught(RuleChecks.CLEAN, new SecretMemories.RemembersInScratch()),
        new Caught(RuleChecks.SILENT, new SecretMemories.CountsPredictions()),
        new Caught(RuleChecks.WATCHED, new SecretMemories.CountsInAnArray()),
        new Caught(SessionChecks.REFUSES, new Asserts()),
        new Caught(SessionChecks.FITS, new ForgetsTheFirstLayer()),
            new Caught(SessionChecks.FITS, new DividesByTheSlope()),
        new Caught(SessionChecks.FINAL, new SecretMemories.OwnField()), new Caught(SessionChecks.FINAL, new SecretMemories.CountsInAnArray()),
        new Caught(SessionChecks.FINAL, new SecretMemories.CountsAtomically()),
        new Caught(RuleChecks.FRUGAL, new Allocates()));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void isCaught(Caught c) {
    c.verify();
  }

  @Test
  void everyCheckIsShownToFail() {
    Caught.complete(new TrueGradient(), broken());
  }
}
