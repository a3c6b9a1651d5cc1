package dev.engram.plugins.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.engram.spi.Link;
import dev.engram.spi.LossFunction;
import dev.engram.spi.LossFunction.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  @Test
  void squaresFollowAnyOutputAndAnyData() {
    for (Link link : Link.values()) {
      for (LossFunction f : List.of(new Sse(), new Mse(), new Mae(Reduction.MEAN), new Huber(1, Reduction.MEAN))) {
        assertNull(f.refuses(link));
        assertNull(f.fuse(link));
        assertNull(f.refuses(new Targets(false, 1, false)));
        assertNull(f.refuses(new Targets(true, 10, false)));
      }
    }
  }

  @Test
  void otherLossesFollowOnlyTheirOutputs() {
    for (Link link : Link.values()) {
      assertEquals(link == Link.SOFTMAX, new CrossEntropy().refuses(link) == null, link.name());
      assertEquals(link == Link.SOFTMAX, new CrossEntropy().fuse(link) != null, link.name());
      assertEquals(link == Link.IDENTITY, new CrossEntropyWithLogits().refuses(link) == null, link.name());
      assertNull(new CrossEntropyWithLogits().fuse(link));
      assertEquals(link == Link.SIGMOID, new BinaryCrossEntropy(Reduction.SUM).refuses(link) == null, link.name());
      assertEquals(link == Link.SIGMOID, new BinaryCrossEntropy(Reduction.SUM).fuse(link) != null, link.name());
      boolean probabilities = link == Link.SOFTMAX || link == Link.SIGMOID;
      assertEquals(probabilities, new SeedCrossEntropy(1e-7f).refuses(link) == null, link.name());
      assertNull(new SeedCrossEntropy(1e-7f).fuse(link));
    }
  }

  @Test
  void refusalsSayWhatToDo() {
    assertEquals("cross-entropy compares distributions, so it follows a softmax output; set the last layer's activation to"
        + " softmax, or keep it at identity and use cross-entropy-with-logits (or seed-cross-entropy after sigmoid)",
        new CrossEntropy().refuses(Link.OTHER));
    assertEquals("cross-entropy-with-logits has the softmax inside, so it follows an identity output; set the last layer's"
        + " activation to identity, or keep softmax there and use cross-entropy",
        new CrossEntropyWithLogits().refuses(Link.SOFTMAX));
    assertEquals("seed-cross-entropy takes the logarithm of the outputs, so they have to be probabilities; end the network"
        + " with the activation softmax or sigmoid", new SeedCrossEntropy(1e-7f).refuses(Link.IDENTITY));
    assertEquals("binary-cross-entropy needs outputs that are each a probability; set the last layer's activation to"
        + " sigmoid with gain 1 and shift 0, or use cross-entropy after softmax",
        new BinaryCrossEntropy(Reduction.SUM).refuses(Link.SOFTMAX));
    assertEquals("cross-entropy needs one output for each class: a single one costs nothing where the other class is right; use"
        + " the coding one-hot, or sigmoid and binary-cross-entropy", new CrossEntropy().refuses(new Targets(true, 1, false)));
    assertNotNull(new CrossEntropyWithLogits().refuses(new Targets(true, 1, false)));
    assertNull(new CrossEntropy().refuses(new Targets(true, 2, false)));
    assertEquals("seed-cross-entropy compares with classes and the data has numbers; use mse or sse, or say classes: true where the"
        + " data set reads a class", new SeedCrossEntropy(1e-7f).refuses(new Targets(false, 3, false)));
    assertEquals("cross-entropy needs targets of 0 and 1, not of -1 and 1; use the coding one-hot, or another loss",
        new CrossEntropy().refuses(new Targets(true, 3, true)));
    assertEquals("binary-cross-entropy needs targets of 0 and 1, not of -1 and 1; use the coding binary or one-hot",
        new BinaryCrossEntropy(Reduction.SUM).refuses(new Targets(true, 1, true)));
  }

  @Test
  void marginsNeedSignsAndScores() {
    for (LossFunction f : List.of(new Hinge(Reduction.SUM), new SquaredHinge(Reduction.SUM), new Perceptron(Reduction.SUM))) {
      assertNull(f.refuses(Link.IDENTITY));
      assertNull(f.refuses(Link.OTHER));
      assertNotNull(f.refuses(Link.SIGMOID));
      assertNull(f.refuses(new Targets(true, 1, true)));
      assertNull(f.refuses(new Targets(true, 3, true)));
      assertNotNull(f.refuses(new Targets(false, 1, false)));
    }
    assertEquals("hinge needs targets of -1 and 1; use the coding signed", new Hinge(Reduction.SUM).refuses(new Targets(true, 3, false)));
    assertEquals("hinge looks on which side of 0 an output is or by how much it leads, and this one is never negative; set the last"
        + " layer's activation to identity", new Hinge(Reduction.SUM).refuses(Link.SOFTMAX));
    LossFunction many = new MultiClassHinge(Reduction.MEAN);
    assertNull(many.refuses(new Targets(true, 3, false)));
    assertNull(many.refuses(new Targets(true, 3, true)));
    assertEquals("multi-class-hinge needs classes with one output for each; use the coding one-hot, or hinge",
        many.refuses(new Targets(true, 1, true)));
    assertEquals("multi-class-hinge needs classes with one output for each; use mae or mse for numbers",
        many.refuses(new Targets(false, 3, false)));
  }

  @Test
  void relativesOfCrossEntropyFollowProbabilities() {
    for (Link link : Link.values()) {
      assertEquals(link == Link.SIGMOID, new Focal(2, 0.25f, Reduction.SUM).refuses(link) == null, link.name());
      assertEquals(link == Link.SIGMOID, new Focal(2, 0.25f, Reduction.SUM).fuse(link) != null, link.name());
      for (LossFunction f : List.of(new KlDivergence(), new LabelSmoothingCrossEntropy(0.1f))) {
        assertEquals(link == Link.SOFTMAX, f.refuses(link) == null, link.name());
        assertEquals(link == Link.SOFTMAX, f.fuse(link) != null, link.name());
      }
    }
    assertNull(new KlDivergence().refuses(new Targets(false, 3, false)));
    assertNotNull(new KlDivergence().refuses(new Targets(true, 1, false)));
    assertNotNull(new LabelSmoothingCrossEntropy(0.1f).refuses(new Targets(false, 3, false)));
    assertNotNull(new Focal(2, 0.25f, Reduction.SUM).refuses(new Targets(true, 1, true)));
  }

  @Test
  void poissonFollowsRatesAndPoissonWithLogRatesTheirLogarithms() {
    for (Link link : Link.values()) {
      assertEquals(link == Link.EXP, new Poisson(Reduction.SUM).refuses(link) == null, link.name());
      assertEquals(link == Link.EXP, new Poisson(Reduction.SUM).fuse(link) != null, link.name());
      assertEquals(link == Link.IDENTITY, new PoissonWithLogRates(Reduction.SUM).refuses(link) == null, link.name());
    }
    assertEquals("poisson compares with counts and the data has classes; use cross-entropy, or binary-cross-entropy after sigmoid",
        new Poisson(Reduction.SUM).refuses(new Targets(true, 1, false)));
  }

  @Test
  void aDirectionTakesMoreThanOneNumber() {
    assertEquals("cosine-distance compares directions, and one number has none but its sign; use mse, or hinge",
        new CosineDistance().refuses(new Targets(false, 1, false)));
    assertNull(new CosineDistance().refuses(new Targets(false, 2, false)));
  }
}
