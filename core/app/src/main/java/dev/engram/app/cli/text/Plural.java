package dev.engram.app.cli.text;

/** Counted nouns in the singular or plural: 1 run, 2 runs. */
public final class Plural {
    private Plural() {}

    public static String of(int n, String thing) {
        return n + " " + thing + (n == 1 ? "" : "s");
    }
}
