package dev.engram.engine.train;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.config.RunSpec.Learning;
import dev.engram.engine.network.Learner;
import dev.engram.engine.run.Target;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.spi.Layer;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Do the parts of a run go together? All that does not is found, with the path of the part and the reason. */
final class Fit {
  private final List<Misplaced> found = new ArrayList<>();

  List<Misplaced> found() {
    return found;
  }

  void add(String path, String reason) {
    found.add(new Misplaced(path, reason));
  }

  /** Checks what rule and optimizer need, and what loss and metrics refuse. */
  void check(Learning task, TrainingSettings training, Recipe<Optimizer> optimizer, Learner learner, Split split, List<Gauge> gauges) {
    Set<Requirement> given = given(task, training, optimizer.get(), learner, split);
    String rule = task.rule().entry().name();
    boolean served = needs(task.rule().get().requirements(), given, "rule", rule, learner, split, training);
    served &= needs(optimizer.get().requirements(), given, "optimizer", optimizer.entry().name(), learner, split, training);
    if (given.contains(Requirement.OUTPUT_LAYER) && served) {
      loss(task, learner, split);
    }
    for (Gauge g : gauges) {
      if (g.metric() instanceof Metric.OfPredictions p) {
        String why = given.contains(Requirement.OUTPUT_LAYER) || !learner.predictsForward() ? p.incompatibility(split.hasClasses()) : g.name() + " needs " + Requirement.OUTPUT_LAYER.text() + widths(learner, split);
        if (why != null) {
          add("measure", named(g.name(), why));
        }
      }
    }
  }

  /** Stopping and choosing need something to go by. */
  void choosing(TrainingSettings training, boolean validated, String why) {
    if (!validated && training.patience() > 0) {
      add("training.patience", "stopping early goes by the validation loss, and " + why);
    }
    if (!validated && training.keep() == TrainingSettings.Keep.BEST) {
      add("training.keep", "the best parameters are chosen by the validation loss, and " + why);
    }
  }

  /** Whether a target is reached is seen on validation data, which the run must not stop by where they are the test data. */
  void reaching(Target target, boolean measured, boolean judged, Split split) {
    if (!measured) {
      add("target.metric", target.metric() + " is not measured here, as it does not suit the data; name another metric");
    } else if (!judged) {
      add("target", "whether it is reached cannot be seen, as the output is not as wide as the targets");
    } else if (split.validation().length == 0) {
      add("target", "whether it is reached is seen on the validation data, and of so few examples none is left for them; raise validation");
    } else if (target.stop() && split.validation() == split.test()) {
      add("target.stop", "stopping goes by the validation data, and here they are the test data; leave stop out");
    }
  }

  private void loss(Learning task, Learner learner, Split split) {
    LossFunction loss = task.loss().get();
    String why = loss.incompatibility(learner.network().last().activation().outputFunction());
    if (why == null) {
      why = loss.incompatibility(new LossFunction.Targets(split.hasClasses(), split.targets(), split.hasClasses() && split.signed()));
    }
    if (why != null) {
      add("loss", named(task.loss().entry().name(), why));
    }
  }

  /** Components say why in a sentence that mostly begins with their name. */
  private static String named(String component, String why) {
    return why.startsWith(component) ? why : component + ": " + why;
  }

  private boolean needs(Set<Requirement> needs, Set<Requirement> given, String path, String name, Learner learner, Split split, TrainingSettings training) {
    boolean all = true;
    for (Requirement n : new TreeSet<>(needs)) {
      if (!given.contains(n) && !training.waive().contains(n)) {
        boolean width = n == Requirement.OUTPUT_LAYER;
        // Where it is mended, which is not where the need comes from.
        add(width ? "network." + (learner.network().layers().size() - 1) : path, name + " needs " + n.text() + (width ? widths(learner, split) : ""));
        all = false;
      }
    }
    return all;
  }

  private static String widths(Learner learner, Split split) {
    return ": the layer has " + learner.network().last().outputs() + " outputs, the data has " + split.targets()
        + (split.targets() == 1 ? " target" : " targets");
  }

  private static Set<Requirement> given(Learning task, TrainingSettings training, Optimizer optimizer, Learner learner, Split split) {
    List<Layer> layers = learner.network().layers();
    Set<Requirement> given = new TreeSet<>();
    give(given, Requirement.CLASSES, split.hasClasses());
    give(given, Requirement.OUTPUT_LAYER, learner.network().last().outputs() == split.targets());
    give(given, Requirement.HIDDEN_LAYER, layers.size() > 1);
    give(given, Requirement.ONE_LAYER, layers.size() == 1);
    give(given, Requirement.PLAIN_LAYERS, learner.plain());
    give(given, Requirement.SLOPES, layers.stream().allMatch(l -> l.activation().differentiable()));
    give(given, Requirement.LOSS_SLOPE, task.loss().get().differentiable());
    give(given, Requirement.NOT_NEGATIVE, layers.stream().allMatch(l -> l.activation().min() >= 0));
    give(given, Requirement.FULL_BATCH, training.batch().resolve(split.training().length) == split.training().length);
    give(given, Requirement.TRUE_GRADIENT, task.rule().get().exactGradient());
    give(given, Requirement.PROPORTIONAL_STEP, optimizer.proportional());
    return given;
  }

  private static void give(Set<Requirement> given, Requirement requirement, boolean there) {
    if (there) {
      given.add(requirement);
    }
  }
}
