package dev.engram.plugins.landscapes;

import dev.engram.spi.Landscape;
import dev.engram.testkit.junit.LandscapeContractTest;
import java.util.List;

class LandscapesKeepTheContractTest extends LandscapeContractTest {
  @Override
  protected List<Landscape> components() {
    return List.of(new Himmelblau(), new Quadratic(List.of(1.0, 10.0)), new Quartic(), new Rosenbrock(1, 100));
  }
}
