package dev.engram.plugins.optimizers;

/** Powers that allocate nothing: the JDK's own pow makes arrays at each call, which a step must not. */
final class Powers {
    private Powers() {}

    /** x^e for x > 0, with the same bits everywhere; the error grows as |e ln x| roundoffs of double. */
    static double pow(double x, double e) {
        return StrictMath.exp(e * StrictMath.log(x));
    }
}
