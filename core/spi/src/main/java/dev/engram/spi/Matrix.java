package dev.engram.spi;

/** A matrix that you may look at. Rows are examples wherever there are examples. Made by the engine only. */
public interface Matrix {
    int rows();

    int cols();

    float get(int row, int col);
}
