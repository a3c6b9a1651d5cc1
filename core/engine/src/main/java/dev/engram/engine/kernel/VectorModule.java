package dev.engram.engine.kernel;

/**
 * Whether to use the Vector API. The property {@code engram.vector} says: {@code false} never, which is slower with the
 * same bits; {@code warm} once {@link WarmUp} has seen it compiled; anything else from the first call on.
 */
final class VectorModule {
  static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
      && !"false".equals(System.getProperty("engram.vector"));

  /** Not volatile: a thread that sees it late computes the same bits by the plain loops. */
  private static boolean ready = !"warm".equals(System.getProperty("engram.vector"));

  private VectorModule() {}

  /** Is the Vector API there, and worth using now? */
  static boolean inUse() {
    return PRESENT && ready;
  }

  static void use() {
    ready = true;
  }
}
