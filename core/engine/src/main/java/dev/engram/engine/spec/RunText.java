package dev.engram.engine.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a run in one way only: its keys in a fixed order, every default written out. */
final class RunText {
  /** In place of a list of metrics: {@link RunSpec#usual}. */
  static final String USUAL = "usual";

  private RunText() {}

  /** @param files what is written for a file */
  static String of(RunSpec run, Function<Path, String> files) {
    return of(run, files, files);
  }

  /** @param dataFiles the same for the files of the data set */
  static String of(RunSpec run, Function<Path, String> files, Function<Path, String> dataFiles) {
    StringBuilder b = new StringBuilder();
    if (run.task() instanceof RunSpec.Learning l) {
      line(b, Key.DATA, data(l.data(), dataFiles));
      b.append(Key.NETWORK.label()).append(":\n");
      l.network().forEach(r -> b.append("  - ").append(r.text(files)).append('\n'));
      line(b, Key.LOSS, l.loss().text(files));
      line(b, Key.RULE, l.rule().text(files));
    } else if (run.task() instanceof RunSpec.Descent d) {
      line(b, Key.LANDSCAPE, d.landscape().text(files));
      line(b, Key.START, d.drawn() ? RunReader.DRAWN : Texts.of(d.start()));
    }
    line(b, Key.OPTIMIZER, run.optimizer().text(files));
    // Like folds, reduction is younger than stores full of runs without it.
    line(b, Key.TRAINING, "{" + Texts.fields(run.training()).replaceFirst(", reduction: mean\\b", "") + "}");
    line(b, Key.MEASURE, run.usual() ? USUAL : list(run.measure(), files));
    run.target().filter(Target::stop).ifPresent(t -> line(b, Key.TARGET, "{" + Texts.fields(t) + "}"));
    return b.toString();
  }

  private static void line(StringBuilder b, Key key, String value) {
    b.append(key.label()).append(": ").append(value).append('\n');
  }

  private static String list(List<? extends Recipe<?>> recipes, Function<Path, String> files) {
    return recipes.stream().map(r -> r.text(files)).collect(Collectors.joining(", ", "[", "]"));
  }

  /** The settings that every data set has follow its own hyperparameters. */
  private static String data(DataSpec data, Function<Path, String> files) {
    String own = data.dataset().text(files);
    // Where there are no folds they are not written: the setting is younger than stores full of runs without it.
    String use = Texts.fields(data.use()).replaceFirst(", folds: 0$", "") + "}}";
    return own.endsWith("}}") ? own.substring(0, own.length() - 2) + ", " + use : "{" + own + ": {" + use;
  }
}
