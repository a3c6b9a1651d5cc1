package dev.engram.engine.config;

import dev.engram.engine.bind.Binder;
import dev.engram.engine.bind.Recipe;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.run.MeasurementName;
import dev.engram.engine.run.Target;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.YamlNumbers;
import dev.engram.spi.Metric;
import java.util.List;
import java.util.Optional;

/** Reads the target of a run and checks that its metric is observed during training. */
final class TargetReader {
    private static final String PATH = SuiteKey.TARGET.label();

    private final Catalog catalog;
    private final Problems problems;

    TargetReader(Catalog catalog, Problems problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    /** Returns the target; empty if anything is wrong, with the reasons added to the problems. */
    Optional<Target> read(Node node) {
        if (!(node instanceof Node.Mapping m)) {
            problems.add(
                    node.location(),
                    PATH,
                    "expected a map such as {metric: accuracy, at: 0.95}, found " + node.describe());
            return Optional.empty();
        }
        return new Binder(catalog, problems, SuiteKey.runLabels()).record(Target.class, m, PATH);
    }

    /** Adds a problem if a run could never be seen to reach the target. */
    void check(Target target, Node.Mapping written, RunSpec.Task task, List<Recipe<Metric>> measure) {
        String wrong = task instanceof RunSpec.Learning l ? learning(target, l, measure) : descent(target);
        if (wrong != null) {
            add("metric", wrong, written);
        } else if (task instanceof RunSpec.Learning) {
            measure.stream()
                    .filter(r -> r.entry().name().equals(target.metric()))
                    .map(Recipe::get)
                    .forEach(m -> {
                        if (m instanceof Metric.OfPredictions p
                                && m.direction() * target.at() > m.direction() * p.best()) {
                            add(
                                    "at",
                                    target.text() + " is out of reach: the best possible value is "
                                            + YamlNumbers.format(p.best()),
                                    written);
                        }
                    });
        }
    }

    private void add(String key, String wrong, Node.Mapping written) {
        Node at = written.get(key);
        problems.add(at == null ? written.location() : at.location(), PATH + "." + key, wrong);
    }

    private static String descent(Target target) {
        return target.metric().equals(Target.VALUE)
                ? null
                : "on a landscape the target is a " + Target.VALUE + ", not '" + target.metric() + "'; write metric: "
                        + Target.VALUE;
    }

    private String learning(Target target, RunSpec.Learning task, List<Recipe<Metric>> measure) {
        if (MeasurementName.isDetail(target.metric())) {
            return "'" + target.metric()
                    + "' is a detail of a metric, measured only at the end of a run; name the metric" + " itself: "
                    + MeasurementName.parse(target.metric()).metric();
        }
        List<String> names = measure.stream().map(r -> r.entry().name()).toList();
        int at = names.indexOf(target.metric());
        if (at < 0) {
            Optional<Entry> known = catalog.find(Kind.METRIC, target.metric());
            return known.isPresent()
                    ? target.metric() + " is not measured; add it to measure"
                    : "there is no metric called '" + target.metric() + "'"
                            + NameSuggestions.hint(
                                    target.metric(),
                                    names.isEmpty()
                                            ? catalog.of(Kind.METRIC).stream()
                                                    .map(Entry::name)
                                                    .toList()
                                            : names);
        }
        Metric metric = measure.get(at).get();
        if (!(metric instanceof Metric.OfPredictions) || metric.direction() == 0) {
            return target.metric()
                    + (metric.direction() == 0
                            ? " has no better direction, so it cannot be a target"
                            : " is not measured on predictions")
                    + "; name a metric such as accuracy or loss";
        }
        return task.data().settings().splitting().validation() > 0
                ? null
                : "targets are checked on validation data, but validation is 0; give a share, such as 0.1";
    }
}
