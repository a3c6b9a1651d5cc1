package dev.engram.engine.kernel.doubles;

/**
 * The working memory of products in double precision, for one thread. It is created when the first product is worth the
 * Vector API, so that this class can be loaded without it.
 */
public final class DoubleProduct {
    private TiledDoubleProduct tiled;

    TiledDoubleProduct tiled() {
        if (tiled == null) {
            tiled = new TiledDoubleProduct();
        }
        return tiled;
    }
}
