package dev.engram.engine.kernel;

/**
 * The presence of the Vector API. The property {@code engram.vector=false} disables it; runs are then slower and have
 * the same bits.
 */
final class VectorModule {
    static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                    && !"false".equals(System.getProperty("engram.vector"));

    private VectorModule() {}
}
