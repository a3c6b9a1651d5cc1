package dev.engram.spi;

/** A read-only matrix of the engine. If it holds examples, each row is one. */
public interface Matrix {
    int rows();

    int cols();

    float get(int row, int col);
}
