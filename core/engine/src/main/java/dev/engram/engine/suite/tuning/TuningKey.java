package dev.engram.engine.suite.tuning;

import dev.engram.engine.yaml.YamlWriter;
import java.util.Arrays;
import java.util.List;

/** The keys of {@code tune}. */
public enum TuningKey {
    TRIALS("""
        Trials of each cell, in each problem. Default: 20; with `search: grid`, all combinations.
        """),
    SEEDS("""
        Seeds of each trial: how many, or a list. A seed of the suite is refused. Default: 1 (1000001, 1000002, ...).
        """),
    BY("""
    The criterion, averaged over seeds: a metric at the end of training; with `keep: best` the metric where \
    the validation loss was least; or `target`, the steps to the suite's target. Of trials that miss the \
    target, those are better whose metric comes closest. Default: the first metric that is measured on \
    validation data.
    """),
    SEARCH("""
        `sobol` (Sobol's sequence; the first point is the middle of the space), `random`, or `grid` (every \
        combination of listed values in random order; with fewer trials, as many of them). Default: `sobol`.
        """),
    SPACE("""
        A range for each path: `log-uniform` and `uniform` of two ends, `grid` of ordered numbers, `choice` of \
        anything. Paths lead to `optimizer`, `rule`, `loss`, `network` and `training.batch`. A path applies to the \
        cells that contain its component. A path that no cell contains is an error. A cell in which nothing is \
        tuned is compared as it is, and the results say so.
        """),
    HALVING("""
        Successive halving: `{factor: 3, rungs: K}`. All trials train for a part of the time; the best third is \
        trained three times as long, from the beginning, and so on to the full time. With `{}`: factor 3 and as \
        many rungs as possible. Default: off.
        """);

    private final String doc;

    TuningKey(String doc) {
        this.doc = doc.strip();
    }

    public String label() {
        return YamlWriter.kebabCase(this);
    }

    /** Returns the documentation of the key in Markdown, a paragraph on a line. */
    public String doc() {
        return doc;
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(TuningKey::label).toList();
    }
}
