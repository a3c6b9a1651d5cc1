package dev.engram.engine.kernel;

import java.util.Arrays;

/**
 * Has the vector kernels compiled in the background while a program starts. Until C2 has compiled it, code in the Vector
 * API makes an object of every vector and runs a thousand times slower than the plain loops (measured: the first product
 * of 32 x 32 x 64 takes 0.2 s), while a second core has nothing to do until a suite has been
 * read (measured: 0.4 s of 2.5 s for twenty small runs).
 */
public final class WarmUp {
  /** C2 compiles a method after some 5,000 calls; a round makes several. */
  private static final int ROUNDS = 5_000;
  private static final int M = 32;
  private static final int N = 40;
  private static final int K = 64;

  private final Kernels.Workspace w = new Kernels.Workspace();
  private final float[] x = new float[M * K];
  private final float[] weights = new float[N * K];
  private final float[] bias = new float[N];
  private final float[] y = new float[M * N];
  private final float[] back = new float[M * K];
  private final float[] gradient = new float[N * K];
  private final float[] few = new float[M * 10];

  private volatile boolean stopped;

  private WarmUp() {}

  /** Starts a thread that ends when it is told to, or when everything has long been compiled. */
  public static WarmUp start() {
    WarmUp w = new WarmUp();
    if (VectorModule.PRESENT) {
      Thread t = new Thread(w::run, "warm-up");
      t.setDaemon(true);
      t.start();
    }
    return w;
  }

  /** The real work begins: it will do the rest. */
  public void stop() {
    stopped = true;
  }

  private void run() {
    Arrays.fill(x, 0.1f);
    Arrays.fill(weights, 0.2f);
    for (int i = 0; i < ROUNDS && !stopped; i++) {
      round();
    }
  }

  /** A step of a small network, in the vector path. */
  private void round() {
    VectorProducts.productT(M, N, K, x, 0, weights, 0, bias, 0, y, 0, w);
    VectorElementary.tanh(y, y, 0, M * N);
    VectorElementary.sigmoid(y, y, 0, M * N);
    VectorProducts.productT(M, 10, N, y, 0, weights, 0, bias, 0, few, 0, w);
    VectorElementary.exp(few, few, 0, M * 10);
    VectorElementary.log(few, few, 0, M * 10);
    VectorProducts.product(M, N, 10, few, 0, weights, 0, y, 0, w);
    VectorProducts.tProduct(10, N, M, 0.1f, few, 0, y, 0, false, gradient, 0, w);
    VectorProducts.product(M, K, N, y, 0, weights, 0, back, 0, w);
    VectorProducts.tProduct(N, K, M, 0.1f, y, 0, x, 0, false, gradient, 0, w);
    VectorLoops.sumRows(M, N, 0.1f, y, 0, false, bias, 0);
    VectorLoops.add(0, gradient, 0, weights, 0, N * K);
    VectorLoops.subtract(gradient, gradient, 0, N * K);
    Arrays.fill(y, 0.1f);
    Arrays.fill(few, 0.1f);
    Arrays.fill(bias, 0.1f);
  }
}
