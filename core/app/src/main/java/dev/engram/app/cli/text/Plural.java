package dev.engram.app.cli.text;

/** Numbers of things: one run, two runs. */
public final class Plural {
    private Plural() {}

    public static String of(int n, String thing) {
        return n + " " + thing + (n == 1 ? "" : "s");
    }
}
