package dev.engram.engine.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameSuggestionsTest {
    private static final List<String> NAMES = List.of(
            "mae", "mse", "adam", "and", "rate", "backprop", "hebb", "cross-entropy", "cross-entropy-with-logits");

    @ParameterizedTest
    @CsvSource({
        "MSE, mse",
        "mea, mae",
        "adma, adam",
        "AdamW, adam",
        "learning_rate, rate",
        "MSELoss, mse",
        "backpropagation, backprop",
        "hebbian, hebb",
        "CrossEntropyLoss, cross-entropy",
        "categorical-crossentropy, cross-entropy",
        "random, ",
        "xyz, ",
        "'', "
    })
    void namesOfOtherProgramsAreRecognized(String wrong, String meant) {
        assertEquals(meant, NameSuggestions.closest(wrong, NAMES).orElse(null));
    }

    @Test
    void namesThatContainCommasAreDividedBySemicolons() {
        assertEquals("; choose one of backprop, sgd; delta", NameSuggestions.choice(List.of("backprop, sgd", "delta")));
        assertEquals("; choose one of adam, sgd", NameSuggestions.choice(List.of("adam", "sgd")));
    }
}
