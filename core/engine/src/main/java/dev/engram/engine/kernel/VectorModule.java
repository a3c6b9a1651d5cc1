package dev.engram.engine.kernel;

/**
 * Whether to use the Vector API. {@code -Dengram.vector=false} forces the plain loops: slower, with the same
 * bits.
 */
final class VectorModule {
  static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
      && !"false".equals(System.getProperty("engram.vector"));

  private VectorModule() {}
}
