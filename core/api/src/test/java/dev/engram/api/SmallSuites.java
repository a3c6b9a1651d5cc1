package dev.engram.api;

/** Suites that run in a moment. */
final class SmallSuites {
    private SmallSuites() {}

    /** A small network on iris, with nothing to compare yet. */
    static SuiteSpec onIris(String name) {
        return Engram.suite(name)
                .data("iris: {test: 0.3}")
                .network("dense: {units: 6, activation: tanh}", "dense: {units: 3, activation: softmax}")
                .loss("cross-entropy")
                .training("epochs", 2)
                .training("batch", 16);
    }
}
