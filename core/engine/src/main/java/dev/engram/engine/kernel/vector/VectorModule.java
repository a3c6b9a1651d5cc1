package dev.engram.engine.kernel.vector;

import dev.engram.spi.Maths;

/**
 * The presence of the Vector API. The property {@code engram.vector=false} disables it; runs are then slower and have
 * the same bits. On a processor without fused multiply-add, its loops would be slower than plain ones.
 */
public final class VectorModule {
    public static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                    && !"false".equals(System.getProperty("engram.vector"))
                    && Maths.HARDWARE_FMA;

    private VectorModule() {}
}
