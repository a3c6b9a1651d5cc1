package dev.engram.engine.network;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** All trained numbers of a run in parallel arrays with one index. Filled while a run is put together, then closed. */
public final class Arena {
  private final List<Stretch> stretches = new ArrayList<>();
  private final List<View> views = new ArrayList<>();
  private final List<Stretch> viewed = new ArrayList<>();
  private final List<Work> directions = new ArrayList<>();
  private Stretch[] all;
  private Stretch[] twins;
  private float[] theta;
  private float[] gradient;
  private float[] active;
  private float[] shifted;
  private int trained;

  /** A parameter of its own. */
  public Stretch add(String name, int rows, int cols, float[] start, Set<Parameter.Tag> tags) {
    return add(new Stretch(name, rows, cols, start, tags, null, 0));
  }

  /** A parameter that makes every step of another. */
  Stretch twin(String name, Stretch leader, float[] start, float decay) {
    return add(new Stretch(name, leader.rows, leader.cols, start, Set.of(Parameter.Tag.AUXILIARY), leader, decay));
  }

  private Stretch add(Stretch s) {
    if (theta != null) {
      throw new IllegalStateException(s.name + ": parameters are asked for while a rule opens, not later");
    }
    if (stretches.stream().anyMatch(o -> o.name.equals(s.name))) {
      throw new IncompatibleException("two parameters are called " + s.name);
    }
    stretches.add(s);
    return s;
  }

  /** A view of a parameter that always shows the point that is looked at. */
  View view(Stretch s) {
    View v = new View(s.start, 0, s.rows, s.cols);
    views.add(v);
    viewed.add(s);
    return v;
  }

  /** Becomes as wide as the arena when that is closed. */
  Work direction(Meter meter) {
    Work w = new Work(1, 0, meter);
    directions.add(w);
    return w;
  }

  /** Gives every parameter its place. */
  public void close() {
    List<Stretch> sorted = new ArrayList<>(stretches);
    sorted.sort(Comparator.comparingInt(Stretch::rank));
    int n = 0;
    for (Stretch s : sorted) {
      s.parameter = new Parameter(s.name, n, Math.addExact(n, s.size()), s.rows, s.cols, s.tags);
      n = s.parameter.to();
    }
    all = sorted.toArray(Stretch[]::new);
    twins = sorted.stream().filter(s -> s.leader != null).toArray(Stretch[]::new);
    trained = twins.length == 0 ? n : twins[0].from();
    theta = new float[n];
    gradient = new float[n];
    for (Stretch s : all) {
      System.arraycopy(s.start, 0, theta, s.from(), s.size());
      s.start = null;
    }
    for (Work w : directions) {
      w.widen(n);
    }
    look(theta);
  }

  /** From now on the network computes at this point: an array like theta. */
  public void look(float[] point) {
    active = point;
    for (int i = 0; i < viewed.size(); i++) {
      View v = views.get(i);
      v.look(point, viewed.get(i).from(), v.rows);
    }
  }

  public float[] theta() {
    return theta;
  }

  public float[] gradient() {
    return gradient;
  }

  /** The point that the network computes at; theta but for a moment. */
  public float[] active() {
    return active;
  }

  /** End of the optimizer's stretch: what lies behind it (twins) makes the steps of others. */
  public int trained() {
    return trained;
  }

  /** The optimizer's parameters, in order. */
  public List<Parameter> parameters() {
    return Arrays.stream(all).filter(s -> s.leader == null).map(s -> s.parameter).toList();
  }

  /** All parameters, twins too, in order. */
  public List<Parameter> everything() {
    return Arrays.stream(all).map(s -> s.parameter).toList();
  }

  /** Before a rule learns: the gradient counts as zero, though only {@link #settle} makes it so. */
  public void clear() {
    for (Stretch s : all) {
      s.credited = false;
    }
  }

  /** After a rule has learned: writes zeros where it credited nothing. */
  public void settle() {
    for (Stretch s : all) {
      zero(s);
    }
  }

  /** Makes sure that what stands in a stretch of the gradient may be added to: it is zero if nothing was added yet. */
  public void zero(Stretch s) {
    if (!s.credited) {
      Arrays.fill(gradient, s.from(), s.from() + s.size(), 0);
      s.credited = true;
    }
  }

  /** gradient += scale * direction, for the parameters of the network. */
  void credit(float scale, float[] direction) {
    for (Stretch s : all) {
      if (s.parameter.inNetwork()) {
        zero(s);
        for (int i = s.from(), to = i + s.size(); i < to; i++) {
          gradient[i] += scale * direction[i];
        }
      }
    }
  }

  /** The point that is looked at, plus c times a direction: an array of the arena's own, good until the next call. */
  float[] shifted(float c, float[] direction) {
    if (shifted == null) {
      shifted = new float[theta.length];
    }
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = active[i] + c * direction[i];
    }
    return shifted;
  }

  /** Before the step lands: twins take over their leaders' steps, and both decay. */
  public void pair() {
    for (Stretch t : twins) {
      int a = t.from(), b = t.leader.from();
      float keep = 1 - t.decay;
      for (int i = 0, n = t.size(); i < n; i++) {
        gradient[a + i] = gradient[b + i];
        theta[a + i] *= keep;
        theta[b + i] *= keep;
      }
    }
  }

  /** Twins are the same at every point: completes a point that an optimizer made. */
  public void complete(float[] point) {
    System.arraycopy(theta, trained, point, trained, theta.length - trained);
  }
}
