package dev.engram.plugins.losses;

import dev.engram.spi.LossFunction;
import dev.engram.testkit.junit.LossContractTest;
import java.util.List;

class LossesKeepTheContractTest extends LossContractTest {
  @Override
  protected List<LossFunction> components() {
    return List.of(
        new BinaryCrossEntropy(), new CrossEntropy(), new CrossEntropyWithLogits(), new Huber(1), new Huber(2), new Mae(), new Mse(),
        new SeedCrossEntropy(1e-7f), new Sse());
  }
}
