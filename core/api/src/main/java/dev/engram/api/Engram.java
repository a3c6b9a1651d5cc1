package dev.engram.api;

import java.nio.file.Path;

/** The entry of the library. */
public final class Engram {
    private Engram() {}

    /**
     * Begins a suite.
     *
     * @param name its name, in results and in stores
     */
    public static SuiteSpec suite(String name) {
        return SuiteSpec.named(name);
    }

    /**
     * Begins with a suite's file. What is set afterwards replaces what the file says. The suite has the name that the
     * file gives it.
     *
     * @param file a YAML file
     */
    public static SuiteSpec suite(Path file) {
        return SuiteSpec.ofFile(file);
    }

    /**
     * Names a component, to which hyperparameters can be added: {@code component("adam").with("rate", 0.003)}.
     *
     * @param name its name in suites; {@code engram components} lists them
     */
    public static ComponentSpec component(String name) {
        return ComponentSpec.of(name);
    }
}
