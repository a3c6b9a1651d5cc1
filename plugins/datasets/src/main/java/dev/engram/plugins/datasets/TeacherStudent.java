package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;

/**
 * A random network is the teacher, and yours the student: the targets can be learned perfectly, and the loss
 * goes to 0.
 *
 * <pre>
 *   W1 ~ N(0, 1/inputs) is hidden x inputs,  W2 ~ N(0, 1/hidden) is outputs x hidden
 *   x ~ N(0, I),  y = W2 tanh(2 W1 x)
 * </pre>
 *
 * W1 and W2 are drawn first, then row by row. No noise. The 2 makes the teacher's units saturate, so that a
 * linear student is not enough.
 *
 * <p>Gardner and Derrida 1989, Three unfinished works on the optimal storage capacity of networks.
 */
@Component("teacher-student")
public record TeacherStudent(
    @Hyper(value = "20", range = "[1,100000]", doc = "how many inputs") int inputs,
    @Hyper(value = "10", range = "[1,100000]", doc = "the teacher's hidden units") int hidden,
    @Hyper(value = "5", range = "[1,100000]", doc = "how many targets") int outputs,
    @Hyper(value = "500", range = "[1,1000000000]", doc = "training examples") int trainRows,
    @Hyper(value = "1000", range = "[0,1000000000]", doc = "test examples; 0: kept from the others") int testRows)
    implements Dataset {
  @Override
  public Table load(Rng rng) {
    float[] first = Made.normal(hidden, inputs, 1.0 / inputs, rng);
    float[] second = Made.normal(outputs, hidden, 1.0 / hidden, rng);
    double[] h = new double[hidden];
    return Made.numbers(trainRows, testRows, inputs, outputs, (row, x, i, t, j) -> {
      for (int k = 0; k < inputs; k++) {
        x[i + k] = rng.gaussian();
      }
      for (int u = 0; u < hidden; u++) {
        double a = 0;
        for (int k = 0; k < inputs; k++) {
          a += (double) first[u * inputs + k] * x[i + k];
        }
        h[u] = StrictMath.tanh(2 * a);
      }
      for (int o = 0; o < outputs; o++) {
        double y = 0;
        for (int u = 0; u < hidden; u++) {
          y += second[o * hidden + u] * h[u];
        }
        t[j + o] = (float) y;
      }
    });
  }
}
