package dev.engram.spi;

/** What one layer remembers of one forward pass. Whoever asked for it owns it; the next pass over it overwrites it. */
public interface Activations {
    /** What came in: rows x inputs. The very matrix that was passed, not a copy: it shows what is in it now. */
    Matrix input();

    /** Pre-activations: rows x units. */
    Matrix preActivation();

    /** What went out: rows x outputs. */
    Matrix output();
}
