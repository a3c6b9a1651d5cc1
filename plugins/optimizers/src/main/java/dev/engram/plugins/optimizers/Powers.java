package dev.engram.plugins.optimizers;

/** Powers without allocation: the JDK's own pow creates arrays at each call, which a step must not. */
final class Powers {
    private Powers() {}

    /** Returns x^e for x > 0, with the same bits everywhere. The error grows as |e ln x| roundoffs of double. */
    static double pow(double x, double e) {
        return StrictMath.exp(e * StrictMath.log(x));
    }
}
