package dev.engram.api;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/** An optimizer that throws an exception in its tenth step. */
@Component("failing-sgd")
public record FailingSgd(@Hyper("0.1") float rate) implements Optimizer {
    @Override
    public void update(Step s) {
        if (s.t() >= 10) {
            throw new IllegalStateException("no more steps");
        }
    }
}
