package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.network.LayerKind;
import dev.engram.engine.train.Locality;
import dev.engram.spi.LearningRule;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the shipped rules know that a synapse could not. */
class LocalityTest {
  private static final LayerKind[] DEEP = {Nets.layer(7, new Tanh(), 0.5f), Nets.layer(5, new Tanh(), 0.5f),
      Nets.layer(3, new Identity(), 0.5f)};

  private static Locality of(LearningRule rule, LayerKind... layers) {
    return Locality.of(Nets.source(5, rule, new SumOfSquares(),
        Nets.rows(4, Nets.normal("inputs", 32), 3, Nets.normal("targets", 24)), layers));
  }

  @Test
  void backpropNeedsTheWeightsAboveAndTheErrorAtTheOutput() {
    Locality l = of(new Backprop(), DEEP);
    assertEquals(List.of("weight transport", "global error"), l.flags());
    assertEquals(Set.of(0, 1), l.transport());
    assertEquals(Set.of(0, 1, 2), l.error());
    assertEquals(Set.of(), l.feedback());
    assertEquals(1, l.passes());
  }

  @Test
  void feedbackAlignmentNeedsNoWeights() {
    Locality l = of(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS), DEEP);
    assertEquals(List.of("global error"), l.flags());
    assertEquals(Set.of(0, 1), l.feedback());
    assertEquals(Set.of(), l.transport());
  }

  @Test
  void theErrorOfTheControlStaysInTheLayerWhereItArises() {
    Locality l = of(new OutputOnly(), DEEP);
    assertEquals(List.of(), l.flags());
    assertEquals(Set.of(2), l.error());
  }

  @Test
  void rulesOfOneLayerAreLocal() {
    LayerKind layer = Nets.layer(3, new Identity(), 0.5f);
    assertEquals(List.of(), of(new Delta(), layer).flags());
    assertEquals(Set.of(0), of(new Delta(), layer).error());
    assertEquals(List.of(), of(new Hebb(false, 0), DEEP).flags());
    assertEquals(Set.of(), of(new Hebb(false, 0), DEEP).error());
    assertEquals(List.of(), of(new Oja(), layer).flags());
    assertEquals(List.of("labels"), of(new Hebb(true, 0), layer).flags());
  }
}
