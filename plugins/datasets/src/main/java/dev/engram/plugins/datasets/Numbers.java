package dev.engram.plugins.datasets;

/** Numbers as people write them. */
final class Numbers {
  private Numbers() {}

  /** NaN for text that is no plain decimal number; "NaN", "1f", "0x10" and "1,5" are none. */
  static double parse(String text) {
    for (int i = 0, n = text.length(); i < n; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E')) {
        return Double.NaN;
      }
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
