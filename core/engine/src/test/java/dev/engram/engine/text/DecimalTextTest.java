package dev.engram.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTextTest {
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "0.30000000000000004, 0.30000000000000004",
        "1000, 1000",
        "1e21, 1E+21",
        "2e-3, 0.002",
        "-0.0, 0",
        "4.9e-324, 4.94065645841247E-324",
        "NaN, ''",
        "-Infinity, -Infinity"
    })
    void exactTextIsShort(double value, String text) {
        assertEquals(text, DecimalText.exact(value));
    }

    @Test
    void exactTextReadsBackAsTheSameNumber() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertEquals(value, Double.parseDouble(DecimalText.exact(value)));
            }
        }
    }
}
