package dev.engram.engine.prose;

import dev.engram.engine.compare.NumberFormats;

/** Phrases that several sentences share. */
final class Sentences {
    private static final double SMALLEST_P = 0.001;

    private Sentences() {}

    /** Such as {@code 1 seed} or {@code 5 seeds}. */
    static String seeds(int n) {
        return plural(n, "seed");
    }

    static String plural(int n, String noun) {
        return plural(n, noun, noun + "s");
    }

    static String plural(int n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }

    static String probability(double p) {
        return p < SMALLEST_P ? "p < 0.001" : "p = " + NumberFormats.significantDigits(p, 2);
    }

    /** A planned number in two digits: it is not known more exactly. */
    static String rounded(int n) {
        return NumberFormats.significantDigits(n, 2);
    }

    static String capitalize(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
