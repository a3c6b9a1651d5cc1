package dev.engram.app.cli;

/** Numbers of things: one run, two runs. */
final class Amount {
  private Amount() {}

  static String of(int n, String thing) {
    return n + " " + thing + (n == 1 ? "" : "s");
  }
}
