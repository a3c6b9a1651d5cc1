package dev.engram.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;
import org.junit.jupiter.api.Test;

class DefaultsTest {
    /** An optimizer that has no default. */
    @Component("without-default")
    public record WithoutDefault(@Hyper float rate) implements Optimizer {
        @Override
        public void update(Step s) {
            throw new UnsupportedOperationException("it is never run");
        }
    }

    /** An optimizer with defaults of several kinds. */
    @Component("several-kinds")
    public record SeveralKinds(
            @Hyper("3") int count,
            @Hyper("0.5") double share,
            @Hyper("true") boolean on) implements Optimizer {
        @Override
        public void update(Step s) {
            throw new UnsupportedOperationException("it is never run");
        }
    }

    @Test
    void everyHyperparameterHasItsDefault() {
        assertEquals(new SeveralKinds(3, 0.5, true), Defaults.create(SeveralKinds.class));
    }

    @Test
    void aMissingDefaultIsAnErrorThatSaysWhatToDo() {
        assertEquals(
                "WithoutDefault has a hyperparameter without a default, or one whose default is a component; call its"
                        + " constructor",
                assertThrows(IllegalArgumentException.class, () -> Defaults.create(WithoutDefault.class))
                        .getMessage());
    }
}
