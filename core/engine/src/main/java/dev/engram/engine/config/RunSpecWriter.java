package dev.engram.engine.config;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.run.Target;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.yaml.YamlWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a spec in a unique form: keys in a fixed order, with every default. */
public final class RunSpecWriter {
    /** The value of {@code measure} for {@link RunSpec#defaultMetrics}. */
    public static final String DEFAULT_METRICS = "usual";

    /**
     * The settings of data and training in the order in which they are written. The order is part of the identity of a
     * run, so new settings follow the last one.
     */
    private static final List<String> SETTINGS = List.of(
            "test",
            "validation",
            "scaling",
            "coding",
            "draw",
            "folds",
            "target-scaling",
            "split",
            "label-noise",
            "input-noise",
            "shape",
            "epochs",
            "steps",
            "batch",
            "reduction",
            "order",
            "evaluate",
            "patience",
            "keep",
            "waive",
            "probe",
            "curves",
            "last-batch",
            "keep-weights");

    /** The defaults of settings that are newer than existing stores, in whose runs they are not written. */
    private static final Pattern NEWER_DEFAULTS = Pattern.compile(", ("
            + String.join(
                    "|",
                    "reduction: mean",
                    "curves: \\[]",
                    "last-batch: keep",
                    "keep-weights: none",
                    "folds: 0",
                    "target-scaling: none",
                    "split: random",
                    "label-noise: 0",
                    "input-noise: 0",
                    "shape: \\[]")
            + ")(?=,|$)");

    private final Function<Path, String> files;
    private final Function<Path, String> dataFiles;
    /** Texts of parts, by identity: the cells of a suite share the parts in which they do not differ. */
    private final Map<Object, String> texts = new IdentityHashMap<>();
    /**
     * Texts of the settings of trainings, each of which is an object of its own. That of the first run is not kept: the
     * JVM generates the hash of records when it is called first, which takes longer than to write a few texts.
     */
    private final Map<TrainingSettings, String> trainings = new HashMap<>();

    private boolean hasWritten;

    private RunSpecWriter(Function<Path, String> files, Function<Path, String> dataFiles) {
        this.files = files;
        this.dataFiles = dataFiles;
    }

    /** Creates a writer for many runs: what it has written of a part once, it does not write again. */
    static RunSpecWriter ofMany(Function<Path, String> files) {
        return new RunSpecWriter(files, files);
    }

    /** @param files writes a file */
    static String write(RunSpec run, Function<Path, String> files) {
        return write(run, files, files);
    }

    /** @param dataFiles writes a file of the data set */
    static String write(RunSpec run, Function<Path, String> files, Function<Path, String> dataFiles) {
        return new RunSpecWriter(files, dataFiles).write(run);
    }

    /** Returns the text of a run. */
    String write(RunSpec run) {
        StringBuilder b = new StringBuilder();
        if (run.task() instanceof RunSpec.Learning l) {
            line(b, SuiteKey.DATA, texts.computeIfAbsent(l.data(), d -> data(l.data(), dataFiles)));
            b.append(SuiteKey.NETWORK.label()).append(":\n");
            b.append(texts.computeIfAbsent(l.network(), n -> layers(l.network())));
            line(b, SuiteKey.LOSS, l.loss().text(files));
            line(b, SuiteKey.RULE, l.rule().text(files));
            l.start().ifPresent(w -> line(b, SuiteKey.START, "{weights: " + files.apply(w.file()) + "}"));
        } else if (run.task() instanceof RunSpec.Descent d) {
            line(b, SuiteKey.LANDSCAPE, d.landscape().text(files));
            line(b, SuiteKey.START, d.randomStart() ? RunSpecReader.RANDOM_START : YamlWriter.write(d.start()));
        }
        line(b, SuiteKey.OPTIMIZER, run.optimizer().text(files));
        line(b, SuiteKey.TRAINING, "{" + training(run) + "}");
        line(
                b,
                SuiteKey.MEASURE,
                run.metrics().isDefault() ? DEFAULT_METRICS : list(run.metrics().list(), files));
        run.target()
                .filter(Target::stop)
                .ifPresent(t ->
                        line(b, SuiteKey.TARGET, "{" + YamlWriter.fields(t, Hyperparameter.of(Target.class)) + "}"));
        if (!run.listeners().isEmpty()) {
            line(b, SuiteKey.LISTEN, list(run.listeners(), files));
        }
        return b.toString();
    }

    private String layers(List<? extends Recipe<?>> network) {
        return network.stream().map(r -> "  - " + r.text(files) + "\n").collect(Collectors.joining());
    }

    /**
     * Writes the settings of the training. A probe set changes the run, and is written, if a metric inspects the
     * training: runs from before it were inspected on a batch.
     */
    private String training(RunSpec run) {
        boolean probed = run.probed() && !run.training().monitoring().probe().usesBatch();
        String all =
                hasWritten ? trainings.computeIfAbsent(run.training(), RunSpecWriter::fields) : fields(run.training());
        hasWritten = true;
        return probed ? all : all.replaceFirst(", probe: [0-9a-z]+", "");
    }

    private static void line(StringBuilder b, SuiteKey suiteKey, String value) {
        b.append(suiteKey.label()).append(": ").append(value).append('\n');
    }

    private static String list(List<? extends Recipe<?>> recipes, Function<Path, String> files) {
        return recipes.stream().map(r -> r.text(files)).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Writes a data set; the settings that every data set has follow its own hyperparameters. */
    private static String data(DataSpec data, Function<Path, String> files) {
        String own = data.dataset().text(files);
        String augment = data.augment().isEmpty() ? "" : ", augment: " + list(data.augment(), files);
        String use = fields(data.settings()) + augment + "}}";
        return own.endsWith("}}") ? own.substring(0, own.length() - 2) + ", " + use : "{" + own + ": {" + use;
    }

    /**
     * Writes settings without the defaults of those that are newer than existing stores, and without changes of the
     * examples, which are written from their recipes.
     */
    private static String fields(Record settings) {
        List<Hyperparameter> ordered = Hyperparameter.of(settings.getClass()).stream()
                .filter(h -> !h.name().equals("augment"))
                .sorted(Comparator.comparing(h -> position(h.name())))
                .toList();
        return NEWER_DEFAULTS.matcher(YamlWriter.fields(settings, ordered)).replaceAll("");
    }

    private static int position(String setting) {
        int position = SETTINGS.indexOf(setting);
        if (position < 0) {
            throw new IllegalStateException("the setting " + setting + " has no place in the text of a run");
        }
        return position;
    }
}
