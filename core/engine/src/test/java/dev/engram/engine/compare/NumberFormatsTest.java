package dev.engram.engine.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFormatsTest {
    @ParameterizedTest
    @CsvSource({
        "0.96667, 0.0041234, 0.9667 ± 0.0041",
        "0.96667, 0.0996, 0.97 ± 0.10",
        "12.3456, 3.21, 12.3 ± 3.2",
        "1234.5, 678.9, 1234 ± 680",
        "0, 0.5, 0.00 ± 0.50",
        "0.5, 0, 0.5000 ± 0",
        "0.96667, NaN, 0.9667",
        "1, NaN, 1.000",
        "NaN, NaN, -",
        "Infinity, NaN, inf",
        "-Infinity, NaN, -inf",
        "1.2345e-20, 3.4e-21, 1.23e-20 ± 0.34e-20",
        "0.00001234, NaN, 1.234e-05",
        "0.5, 1.2e-14, 0.50000000 ± 1.2e-14",
        "3e7, 123456, 3.000e+07 ± 0.012e+07",
        "-0.0123, 0.0044, -0.0123 ± 0.0044",
        "1e-30, 1e-9, 0.0e-09 ± 1.0e-09",
        "123456, NaN, 123456",
        "0.00012, 0.00034, 0.00012 ± 0.00034"
    })
    void theIntervalTellsHowManyDigitsTheMeanHas(double mean, double half, String text) {
        assertEquals(text, NumberFormats.estimate(mean, half, "±"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "950, 950",
        "9999, 9999",
        "10000, 10.0k",
        "12345, 12.3k",
        "999499, 999k",
        "999999, 1.00M",
        "123456789, 123M",
        "1.5e9, 1.50G",
        "2e12, 2.00T",
        "3e15, 3.00P",
        "4e20, 400000P",
        "12.5, 12.5",
        "NaN, -"
    })
    void largeCountsHaveThreeDigitsAndAUnit(double value, String text) {
        assertEquals(text, NumberFormats.count(value));
    }

    @ParameterizedTest
    @CsvSource({"0.50000, 0.5", "12.3456, 12.35", "0.00001234, 1.234e-05", "NaN, -", "Infinity, inf", "-Infinity, -inf"
    })
    void significantDigitsHaveNoTrailingZeros(double value, String text) {
        assertEquals(text, NumberFormats.significantDigits(value, 4));
    }

    @ParameterizedTest
    @CsvSource({"0.012345, 0.0123", "1.2345, 1.23", "123.45, 123", "4567.8, 4568", "0.00000123, 1.23e-06", "NaN, -"})
    void secondsHaveThreeDigits(double value, String text) {
        assertEquals(text, NumberFormats.seconds(value));
    }
}
