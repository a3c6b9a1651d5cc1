package dev.engram.plugins.datasets;

import java.util.Arrays;

/** A growing array. */
final class Floats {
  private float[] numbers = new float[1024];
  private int size;

  void add(float x) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size + (size >> 1));
    }
    numbers[size++] = x;
  }

  float[] toArray() {
    return Arrays.copyOf(numbers, size);
  }
}
