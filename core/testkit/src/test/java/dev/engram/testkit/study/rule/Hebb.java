package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Synapses;

/** The plugin of this name in short: the testkit cannot depend on plugins, which depend on it. */
@Component("hebb")
public record Hebb() implements LocalRule {
  @Override
  public void learn(Synapses s) {
    s.correlate(-1, s.out(), s.in());
  }
}
