package dev.engram.plugins.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.engram.spi.Link;
import dev.engram.spi.LossFunction;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  @Test
  void squaresFollowAnyOutputAndAnyData() {
    for (Link link : Link.values()) {
      for (LossFunction f : List.of(new Sse(), new Mse(), new Mae(), new Huber(1))) {
        assertNull(f.refuses(link));
        assertNull(f.fuse(link));
        assertNull(f.refuses(false, 1));
        assertNull(f.refuses(true, 10));
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
      assertEquals(link == Link.SIGMOID, new BinaryCrossEntropy().refuses(link) == null, link.name());
      assertEquals(link == Link.SIGMOID, new BinaryCrossEntropy().fuse(link) != null, link.name());
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
        new BinaryCrossEntropy().refuses(Link.SOFTMAX));
    assertEquals("cross-entropy needs one output for each class, and a softmax of a single output is always 1; use the"
        + " coding one-hot, or another loss", new CrossEntropy().refuses(true, 1));
    assertNotNull(new CrossEntropyWithLogits().refuses(true, 1));
    assertNull(new CrossEntropy().refuses(true, 2));
  }
}
