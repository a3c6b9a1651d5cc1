package dev.engram.engine.kernel;

/**
 * Is there a Vector API, and may it be used? With the property {@code engram.vector=false} never, which is slower with the same
 * bits.
 */
final class VectorModule {
    static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                    && !"false".equals(System.getProperty("engram.vector"));

    private VectorModule() {}
}
