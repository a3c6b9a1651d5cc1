package dev.engram.engine.kernel;

/**
 * Whether the Vector API is present and may be used. The property {@code engram.vector=false} forbids it, which is
 * slower and gives the same bits.
 */
final class VectorModule {
    static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                    && !"false".equals(System.getProperty("engram.vector"));

    private VectorModule() {}
}
