package dev.engram.engine.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Writes numbers as the shortest decimal text that is read as the same number again. */
public final class ShortestDecimal {
    /** Numbers from 1e-4 to 1e15 are written without an exponent. */
    private static final int MIN_PLAIN_EXPONENT = -4;

    private static final int MAX_PLAIN_EXPONENT = 15;
    /** The nearest decimal, or the next one up: at powers of 2 the gap below is half the gap above. */
    private static final List<RoundingMode> ROUNDINGS = List.of(RoundingMode.HALF_EVEN, RoundingMode.UP);

    private ShortestDecimal() {}

    /** Returns the text of a float: {@code 0.1} for {@code 0.1f}. */
    public static String of(float x) {
        return Float.isFinite(x) && x != 0 ? shortest(new BigDecimal(x), d -> d.floatValue() == x, 9) : of((double) x);
    }

    /** Returns the text of a double. {@code Double.toString} gives longer texts before JDK 19. */
    public static String of(double x) {
        if (Double.isInfinite(x)) {
            return x > 0 ? "inf" : "-inf";
        }
        if (x == 0) {
            return 1 / x < 0 ? "-0" : "0";
        }
        return Double.isNaN(x) ? "nan" : shortest(new BigDecimal(x), d -> d.doubleValue() == x, 17);
    }

    private static String shortest(BigDecimal exact, Predicate<BigDecimal> same, int max) {
        BigDecimal d = IntStream.rangeClosed(1, max)
                .boxed()
                .flatMap(digits -> ROUNDINGS.stream().map(r -> exact.round(new MathContext(digits, r))))
                .filter(same)
                .findFirst()
                .orElse(exact)
                .stripTrailingZeros();
        int exponent = d.precision() - d.scale() - 1;
        if (exponent >= MIN_PLAIN_EXPONENT && exponent < MAX_PLAIN_EXPONENT) {
            return d.toPlainString();
        }
        String figures = d.unscaledValue().abs().toString();
        String fraction = figures.length() > 1 ? "." + figures.substring(1) : "";
        return (d.signum() < 0 ? "-" : "") + figures.charAt(0) + fraction + "e" + exponent;
    }
}
