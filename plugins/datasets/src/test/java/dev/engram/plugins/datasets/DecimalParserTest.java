package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalParserTest {
    @Test
    void wholeNumbersOfAnyLengthAreReadAsTheLanguageReadsThem() {
        SplittableRandom random = new SplittableRandom(3);
        for (int digits = 1; digits <= 25; digits++) {
            for (int t = 0; t < 200; t++) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < digits; i++) {
                    text.append(random.nextInt(10));
                }
                assertEquals(
                        Double.parseDouble(text.toString()), DecimalParser.parse(text.toString()), text.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "007",
                "-3",
                "+3",
                "-0",
                "2.5",
                ".5",
                "5.",
                "1e3",
                "-1.5E-7",
                "999999999999999",
                "9007199254740993"
            })
    void plainDecimalNumbersAreRead(String text) {
        assertEquals(Double.parseDouble(text), DecimalParser.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", ".", "e", "1e", "NaN", "Infinity", "1f", "1d", "0x10", "1,5", "1_000", "1 2", "\u0663"})
    void anythingElseIsNoNumber(String text) {
        assertEquals(Double.NaN, DecimalParser.parse(text));
    }
}
