package dev.engram.engine.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.engine.bind.ScalarParser;
import dev.engram.engine.plugins.NumericRange;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlNumbersTest {
    private static Node.Scalar scalar(String text) {
        return new Node.Scalar(new Location("s", 1, 1), text, true);
    }

    private static String refused(Class<?> type, String range, String text) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> ScalarParser.parse(type, NumericRange.parse(range), scalar(text)))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({"5, 5", ".5, 0.5", "5., 5", "1e-3, 0.001", "+2, 2", "-1E+2, -100", "0.1, 0.1", "0, 0", "-0, 0", "0e5, 0"
    })
    void decimalTextIsANumber(String text, double expected) {
        assertEquals(expected, (Double) ScalarParser.parse(double.class, NumericRange.FINITE, scalar(text)), 0.0);
        assertEquals(
                (float) expected, (Float) ScalarParser.parse(float.class, NumericRange.FINITE, scalar(text)), 0.0f);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        010      | 010 begins with 0; write 10
        -00.5    | -00.5 begins with 0; write -0.5
        1_000    | expected a number, found '1_000'; write 1000
        0x10     | expected a number, found '0x10'
        no       | expected a number, found 'no'
        1,5      | expected a number, found '1,5'; write 1.5
        -0,25e-3 | expected a number, found '-0,25e-3'; write -0.25e-3
        1,000    | expected a number, found '1,000'; write 1.000 or 1000
        1,000,000 | expected a number, found '1,000,000'; write 1000000
        20%      | expected a number, found '20%'; write 0.2
        1,5,7    | expected a number, found '1,5,7'
        .        | expected a number, found '.'
        1e       | expected a number, found '1e'
        12:30    | expected a number, found '12:30'
        1d       | expected a number, found '1d'
        NaN      | NaN is not allowed
        .nan     | NaN is not allowed
        inf      | inf is outside (-inf,inf)
        1e400    | 1e400 is too large for double precision
        1e-400   | 1e-400 is too small for double precision; it would be 0
        """)
    void otherTextIsNotANumber(String text, String expected) {
        assertEquals(expected, refused(double.class, "", text));
    }

    @Test
    void infinityIsANumberOnlyIfTheRangeContainsIt() {
        assertEquals(
                Float.POSITIVE_INFINITY,
                ScalarParser.parse(float.class, NumericRange.parse("(0,inf]"), scalar(".inf")));
        assertEquals("-inf is outside (0,inf]", refused(float.class, "(0,inf]", "-inf"));
    }

    @Test
    void floatsAreCheckedInSinglePrecision() {
        assertEquals(0.1f, ScalarParser.parse(float.class, NumericRange.parse("[0,0.1]"), scalar("0.1")));
        assertEquals("1e39 is too large for single precision", refused(float.class, "", "1e39"));
        assertEquals(
                "1e-60 is too small for single precision; it would be 0", refused(float.class, "(0,inf)", "1e-60"));
        assertEquals(
                "0.99999999999 is outside [0,1) after rounding to single precision",
                refused(float.class, "[0,1)", "0.99999999999"));
        assertEquals("1.2 is outside [0,1)", refused(float.class, "[0,1)", "1.2"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        010        | 010 begins with 0; write 10
        1e3        | expected an integer, found '1e3'; write 1000
        5.0        | expected an integer, found '5.0'; write 5
        1,000      | expected an integer, found '1,000'; write 1000
        1,5        | expected an integer, found '1,5'
        20%        | expected an integer, found '20%'
        5.5        | expected an integer, found '5.5'
        1e999999999| expected an integer, found '1e999999999'
        1_000      | expected an integer, found '1_000'; write 1000
        3000000000 | 3000000000 is outside [-2147483648,2147483647]
        99999999999999999999999 | 99999999999999999999999 is outside [-2147483648,2147483647]
        """)
    void wholeNumbersAreWrittenInDigits(String text, String expected) {
        assertEquals(expected, refused(int.class, "", text));
    }

    @ParameterizedTest
    @ValueSource(
            floats = {
                0.1f,
                1e-8f,
                32f,
                1e7f,
                16777216f,
                0.3333333f,
                Float.MIN_VALUE,
                Float.MAX_VALUE,
                -1.5e-5f,
                1e15f,
                -0f
            })
    void floatsAreWrittenSoThatTheyAreReadAgain(float x) {
        assertEquals(Float.floatToIntBits(x), Float.floatToIntBits(Float.parseFloat(YamlNumbers.format(x))));
    }

    @Test
    void textIsTheShortestOnEveryJdk() {
        assertEquals("0.1", YamlNumbers.format(0.1f));
        assertEquals("1e-8", YamlNumbers.format(1e-8f));
        assertEquals("32", YamlNumbers.format(32.0));
        assertEquals("0.0001", YamlNumbers.format(1e-4));
        assertEquals("1.5e-5", YamlNumbers.format(1.5e-5));
        assertEquals("1e15", YamlNumbers.format(1e15));
        assertEquals("2e23", YamlNumbers.format(2e23));
        assertEquals("5.684341886080802e-14", YamlNumbers.format(Math.scalb(1.0, -44)));
        assertEquals("-0", YamlNumbers.format(-0.0));
        assertEquals("inf", YamlNumbers.format(Float.POSITIVE_INFINITY));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            double x = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(x)) {
                assertEquals(x, Double.parseDouble(YamlNumbers.format(x)), 0.0);
            }
        }
    }
}
