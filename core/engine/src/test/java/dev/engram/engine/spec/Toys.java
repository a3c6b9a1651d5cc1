package dev.engram.engine.spec;

import dev.engram.engine.network.Dense;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Origin;
import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LocalRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Misfit;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Rng;
import dev.engram.spi.Schedule;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import dev.engram.spi.Step;
import dev.engram.spi.Synapses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Components that have settings and do nothing, and a catalog of them. */
public final class Toys {
  private Toys() {}

  static final Catalog CATALOG = Catalog.of(Stream.concat(Stream.of(Dense.class), Arrays.stream(Toys.class.getDeclaredClasses()))
      .filter(c -> c.isAnnotationPresent(Component.class)).map(c -> Entry.of(c, "", Origin.BUILT_IN)).toList());

  static Path write(Path folder, String name, String text) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The problems of a file, one per line, with the folder left out. */
  static String problems(Path file, String... sets) {
    try {
      SuiteReader.read(file, List.of(sets), CATALOG);
      return "";
    } catch (BadInput e) {
      return e.getMessage().replace(file.getParent() + "/", "");
    }
  }

  @Component("sgd")
  public record Sgd(@Hyper(value = "0.01", range = "[0,inf)") float rate, @Hyper(value = "0", range = "[0,1)") float momentum)
      implements Optimizer {
    @Override
    public void rewrite(Step s) {}
  }

  @Component("adam")
  public record Adam(@Hyper(value = "0.001", range = "[0,inf)") float rate, @Hyper(value = "0.9", range = "[0,1)") float beta1,
      @Hyper(value = "0.999", range = "[0,1)") float beta2, @Hyper(value = "1e-8", range = "(0,inf)") float epsilon)
      implements Optimizer {
    @Override
    public void rewrite(Step s) {}
  }

  @Component("chain")
  public record Chain(@Hyper List<Optimizer> links) implements Optimizer {
    public Chain {
      if (links.isEmpty()) {
        throw new Misfit("a chain needs at least one optimizer");
      }
    }

    @Override
    public void rewrite(Step s) {}
  }

  @Component("lookahead")
  public record Lookahead(@Hyper(value = "5", range = "[1,inf)") int every, @Hyper(value = "0.5", range = "[0,1]") float pull,
      @Hyper("sgd") Optimizer fast) implements Optimizer {
    @Override
    public void rewrite(Step s) {}
  }

  /** Refuses what no range can say. */
  @Component("clamp")
  public record Clamp(@Hyper("-1") float low, @Hyper("1") float high) implements Optimizer {
    public Clamp {
      if (low > high) {
        throw new IllegalArgumentException("low is above high");
      }
    }

    @Override
    public void rewrite(Step s) {}
  }

  /** One field of each type. */
  @Component("odd")
  public record Odd(@Hyper("true") boolean flag, @Hyper("3000000000") long big, @Hyper("1e-3") double exact,
      @Hyper("plain words") String text, @Hyper("one-hot") DataSpec.Coding coding, @Hyper("[1, 2.5]") List<Float> list,
      @Hyper(value = "inf", range = "(0,inf]") float limit, @Hyper("[tanh]") List<Activation> shapes) implements Optimizer {
    @Override
    public void rewrite(Step s) {}
  }

  @Component("careless")
  public record Careless(@Hyper(value = "2", range = "[0,1]") float share, @Hyper(value = "glorot") Initialiser first)
      implements Optimizer {
    @Override
    public void rewrite(Step s) {}
  }

  @Component("constant")
  public record Constant(@Hyper double value) implements Schedule {
    @Override
    public double at(long t, long total) {
      return value;
    }
  }

  /** A straight line, which may leave any range. */
  @Component("linear")
  public record Linear(@Hyper("0.1") double start, @Hyper("0") double end) implements Schedule {
    @Override
    public double at(long t, long total) {
      return start + (end - start) * t / Math.max(1, total - 1);
    }
  }

  @Component("warmup")
  public record Warmup(@Hyper(range = "[1,inf)") long steps, @Hyper Schedule then) implements Schedule {
    @Override
    public double at(long t, long total) {
      return then.at(t, total) * Math.min(1, (t + 1) / (double) steps);
    }
  }

  @Component("backprop")
  public record Backprop() implements LearningRule {
    @Override
    public Session open(Setup setup) {
      throw new Misfit("a toy");
    }
  }

  @Component("direct-feedback-alignment")
  public record DirectFeedback(@Hyper(value = "1", range = "(0,inf)") float scale, @Hyper("false") boolean sparse)
      implements LearningRule {
    @Override
    public Session open(Setup setup) {
      throw new Misfit("a toy");
    }
  }

  @Component("delta")
  public record Delta() implements LocalRule {
    @Override
    public void learn(Synapses s) {}
  }

  @Component("layerwise")
  public record Layerwise(@Hyper("delta") LocalRule rule) implements LearningRule {
    @Override
    public Session open(Setup setup) {
      throw new Misfit("a toy");
    }
  }

  @Component("digits")
  public record Digits() implements Dataset {
    @Override
    public Table load(Rng rng) {
      throw new Misfit("a toy");
    }
  }

  @Component("csv")
  public record Csv(@Hyper Path file, @Hyper(value = "1", range = "[0,10]", doc = "lines to skip") int header) implements Dataset {
    @Override
    public Table load(Rng rng) {
      throw new Misfit("a toy");
    }
  }

  /** Names a folder and reads a file in it. */
  @Component("folder")
  public record Folder(@Hyper Path folder) implements Dataset {
    @Override
    public Table load(Rng rng) {
      throw new Misfit("a toy");
    }

    @Override
    public List<Path> files() {
      return List.of(folder.resolve("x.bin"));
    }
  }

  @Component("clash")
  public record Clash(@Hyper("1") int test) implements Dataset {
    @Override
    public Table load(Rng rng) {
      throw new Misfit("a toy");
    }
  }

  @Component("cross-entropy")
  public record CrossEntropy() implements LossFunction {
    @Override
    public double value(float[] y, float[] t, int from, int to) {
      return 0;
    }

    @Override
    public void slope(float[] y, float[] t, float[] out, int from, int to) {}
  }

  @Component("identity")
  public record Identity() implements Activation.Elementwise {
    @Override
    public float value(float a) {
      return a;
    }

    @Override
    public float slope(float a, float h) {
      return 1;
    }
  }

  @Component("tanh")
  public record Tanh() implements Activation.Elementwise {
    @Override
    public float value(float a) {
      return a;
    }

    @Override
    public float slope(float a, float h) {
      return 1;
    }
  }

  @Component("glorot-uniform")
  public record Glorot(@Hyper(value = "1", range = "(0,inf)") float gain) implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {}
  }

  @Component("zeros")
  public record Zeros() implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {}
  }

  /** Its numbers come from a file that no data set knows of. */
  @Component("saved")
  public record Saved(@Hyper Path file) implements Initialiser {
    @Override
    public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {}
  }

  @Component("rosenbrock")
  public record Rosenbrock(@Hyper("100") double b) implements Landscape {
    @Override
    public int rows() {
      return 1;
    }

    @Override
    public int cols() {
      return 2;
    }

    @Override
    public double value(double[] x, double[] gradient) {
      return 0;
    }

    @Override
    public double[] start() {
      return new double[] {-1.2, 1};
    }
  }

  @Component("loss")
  public record Loss() implements Metric.OfPredictions {
    @Override
    public int direction() {
      return -1;
    }

    @Override
    public double of(Predictions p) {
      return p.loss();
    }

    @Override
    public double best() {
      return 0;
    }
  }

  @Component("alignment")
  public record Alignment(@Hyper("1") int window) implements Metric.OfTraining {
    @Override
    public int direction() {
      return 1;
    }

    @Override
    public void of(Probe p, Readings out) {}
  }
}
