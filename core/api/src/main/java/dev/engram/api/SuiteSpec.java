package dev.engram.api;

import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.yaml.Location;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A suite that a program writes. There is a method for each key of a suite except {@code name} and {@code extends},
 * which {@link Engram#suite} sets; the reference of suites, {@code experiments/REFERENCE.md}, describes the keys.
 * {@link #set} sets any of them, and replaces single values. Nothing is checked before {@link #run} or {@link
 * #check}, which report all mistakes at once, each with the line of its call. An object is used by one thread.
 *
 * <p><b>Values</b> are one of these:
 *
 * <ul>
 *   <li>a text in the language of suites, YAML: {@code "adam"}, {@code "adam: {rate: 0.003}"}, {@code "[16, 32]"};
 *   <li>a number, a boolean, a constant of an enum or a {@link Path};
 *   <li>a {@link java.util.List} or {@link java.util.Map} of values;
 *   <li>a component by its name, {@link Engram#component};
 *   <li>a component itself, such as {@code new MyOptimizer(0.1f)}: a public record with
 *       {@link dev.engram.spi.Component @Component}. A class of the program is registered by its use.
 * </ul>
 *
 * <p>The identity of a run contains the version of each component of Engram, and the checksum of every other: that of
 * its jar or, for a class that the program contains, that of its class file and of those that it uses. So a store has
 * no stale results of an optimizer that has changed.
 */
public final class SuiteSpec {
    private final Optional<String> name;
    private final Optional<Path> file;
    private final Location location;
    private final List<Setting> settings = new ArrayList<>();
    private final List<Class<?>> components = new ArrayList<>();
    private final List<Path> plugins = new ArrayList<>();
    private Optional<Path> distribution = Optional.empty();
    private Optional<Path> store = Optional.empty();
    private int workers = Runtime.getRuntime().availableProcessors();
    private Optional<Duration> timeLimit = Optional.empty();
    private Consumer<ResultRun> listener = run -> {};

    private SuiteSpec(Optional<String> name, Optional<Path> file) {
        this.name = name;
        this.file = file;
        this.location = CallSite.location();
    }

    static SuiteSpec named(String name) {
        return new SuiteSpec(Optional.of(Objects.requireNonNull(name, "name")), Optional.empty());
    }

    static SuiteSpec ofFile(Path file) {
        return new SuiteSpec(Optional.empty(), Optional.of(Objects.requireNonNull(file, "file")));
    }

    /** Sets the data set: {@code "digits: {test: 0.25}"}. */
    public SuiteSpec data(Object dataset) {
        return add(SuiteKey.DATA, dataset);
    }

    /** Sets the layers of the network, in order: {@code "dense: {units: 10, activation: softmax}"}. */
    public SuiteSpec network(Object... layers) {
        return add(SuiteKey.NETWORK, list(layers, "layers"));
    }

    /** Sets the loss. */
    public SuiteSpec loss(Object loss) {
        return add(SuiteKey.LOSS, loss);
    }

    /** Sets the learning rule; without one, back-propagation. */
    public SuiteSpec rule(Object rule) {
        return add(SuiteKey.RULE, rule);
    }

    /** Sets the landscape that is descended in place of training a network on data. */
    public SuiteSpec landscape(Object landscape) {
        return add(SuiteKey.LANDSCAPE, landscape);
    }

    /** Sets the optimizer; a list is a chain. */
    public SuiteSpec optimizer(Object optimizer) {
        return add(SuiteKey.OPTIMIZER, optimizer);
    }

    /** Sets one of the settings of the training, such as {@code epochs} or {@code batch}. */
    public SuiteSpec training(String setting, Object value) {
        return add(SuiteKey.TRAINING, setting, value);
    }

    /** Sets the metrics. The first one decides. */
    public SuiteSpec measure(Object... metrics) {
        return add(SuiteKey.MEASURE, list(metrics, "metrics"));
    }

    /**
     * Sets the listeners, which record series of a run and change no bit of it: {@code "gradient-noise-scale"}, {@code
     * "histograms: {bins: 100}"}, or a listener of the program. A run with listeners is another run, with the same
     * hash.
     */
    public SuiteSpec listen(Object... listeners) {
        return add(SuiteKey.LISTEN, list(listeners, "listeners"));
    }

    /**
     * Sets where each run begins: a point of a landscape such as {@code List.of(-1.2, 1)}, or the weights of a file,
     * {@code Map.of("weights", Path.of("pretrained.npz"))}. Without this, it is drawn, or the landscape's own.
     */
    public SuiteSpec start(Object start) {
        return add(SuiteKey.START, start);
    }

    /**
     * Sets which weights are stored with a run. It is the setting {@code keep-weights} of the training.
     *
     * @param which {@code "none"}, {@code "last"}, {@code "best"} or {@code "every"}
     */
    public SuiteSpec keepWeights(String which) {
        return training("keep-weights", which);
    }

    /** Sets one of the settings of the target that runs are to reach: {@code metric}, {@code at} or {@code stop}. */
    public SuiteSpec target(String setting, Object value) {
        return add(SuiteKey.TARGET, setting, value);
    }

    /** Sets whether the predicted class of each test example is stored, for McNemar's tests. */
    public SuiteSpec predictions(boolean stored) {
        return add(SuiteKey.PREDICTIONS, stored);
    }

    /**
     * Sets the kinds of questions that the comparison answers and that its correction covers; without this, all.
     *
     * @param kinds {@code "cells"}, {@code "main-effects"}, {@code "interactions"} and {@code "trends"}
     */
    public SuiteSpec questions(String... kinds) {
        return add(SuiteKey.QUESTIONS, list(kinds, "kinds"));
    }

    /**
     * Sets the combinations of the axes that are not run.
     *
     * @param combinations maps such as {@code "{when: {rule: hebb}, because: it needs one layer}"}
     */
    public SuiteSpec exclude(Object... combinations) {
        return add(SuiteKey.EXCLUDE, list(combinations, "combinations"));
    }

    /** Sets what happens to cells whose parts are incompatible: {@code "error"}, as without this, or {@code "skip"}. */
    public SuiteSpec impossible(String what) {
        return add(SuiteKey.IMPOSSIBLE, what);
    }

    /** Turns warnings about the protocol off, by their names such as {@code "few-seeds"}. */
    public SuiteSpec ignoreWarnings(String... names) {
        return add(SuiteKey.LINT, "ignore", list(names, "names"));
    }

    /** Sets a sentence on what the suite shows. */
    public SuiteSpec about(String sentence) {
        return add(SuiteKey.ABOUT, sentence == null ? null : new PlainText(sentence));
    }

    /** Sets the number of seeds. {@code set("seeds", "[7, 8]")} names them. */
    public SuiteSpec seeds(int number) {
        return add(SuiteKey.SEEDS, number);
    }

    /** Sets one of the settings of the tuning, such as {@code trials}. */
    public SuiteSpec tune(String setting, Object value) {
        return add(SuiteKey.TUNE, setting, value);
    }

    /**
     * Adds a problem on which all variants are compared.
     *
     * @param name its name in results
     * @param settings a map of its settings: {@code "{data: iris, ...}"}
     */
    public SuiteSpec problem(String name, Object settings) {
        return add(SuiteKey.PROBLEMS, name, settings);
    }

    /**
     * Adds an axis to the comparison. Every combination of the values of all axes is a cell.
     *
     * @param axis the key or path that varies, such as {@code optimizer} or {@code training.batch}
     * @param values the values. A single list is the list of values
     */
    public SuiteSpec compare(String axis, Object... values) {
        return add(SuiteKey.COMPARE, axis, new Alternatives(list(values, "values")));
    }

    /**
     * Sets what the others are compared with. Without a baseline, it is the first value of each axis.
     *
     * @param axis the axis
     * @param value its value in the baseline
     */
    public SuiteSpec baseline(String axis, Object value) {
        return add(SuiteKey.BASELINE, axis, value);
    }

    /**
     * Sets any key, such as {@code predictions}, or replaces the value at a path, such as {@code training.epochs}.
     *
     * @param key a key of suites; with dots, a path as after {@code --set} on the command line
     * @param value its value
     */
    public SuiteSpec set(String key, Object value) {
        settings.add(new Setting(Objects.requireNonNull(key, "key"), Optional.empty(), value, CallSite.location()));
        return this;
    }

    /** Registers a component class of the program, so that texts can name it. */
    public SuiteSpec component(Class<? extends Record> type) {
        components.add(Objects.requireNonNull(type, "type"));
        return this;
    }

    /** Adds plugins: folders of them, jars, zips or source files. */
    public SuiteSpec plugins(Path... paths) {
        list(paths, "paths").forEach(p -> plugins.add(Objects.requireNonNull(p, "plugin")));
        return this;
    }

    /** Uses the components of an unpacked distribution, for programs that have none of them on the class path. */
    public SuiteSpec distribution(Path folder) {
        distribution = Optional.of(Objects.requireNonNull(folder, "folder"));
        return this;
    }

    /**
     * Keeps the runs in a file, from which they are read in place of being made again. It is a store like those of the
     * command line, and may be the same one. Without this, runs are kept in memory and forgotten.
     */
    public SuiteSpec store(Path path) {
        store = Optional.of(Objects.requireNonNull(path, "path"));
        return this;
    }

    /**
     * Sets the number of runs that are made at a time. It changes no result.
     *
     * @param number at least 1; without this, the number of cores
     * @throws IllegalArgumentException if it is smaller
     */
    public SuiteSpec workers(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("the number of workers must be at least 1, not " + number);
        }
        workers = number;
        return this;
    }

    /** Sets the longest time that a run may take; one that exceeds it fails. Without this, there is none. */
    public SuiteSpec timeLimit(Duration limit) {
        if (Objects.requireNonNull(limit, "limit").isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("the time limit must be longer than 0, not " + limit);
        }
        timeLimit = Optional.of(limit);
        return this;
    }

    /** Sets what is called when a run has ended, for progress. It is called by one thread at a time. */
    public SuiteSpec onRun(Consumer<ResultRun> consumer) {
        listener = Objects.requireNonNull(consumer, "consumer");
        return this;
    }

    /**
     * Checks the suite without running it.
     *
     * @return doubts about the protocol, such as too few seeds; empty if there are none
     * @throws InvalidSuiteException with all mistakes
     */
    public List<String> check() {
        return execution().check();
    }

    /**
     * Makes the runs that are not stored yet, and compares them. A run that diverges is a result. A run that fails,
     * because memory runs out or a component throws an exception, ends alone: see {@link Results#failed}.
     *
     * @throws InvalidSuiteException with all mistakes, before anything is run
     * @throws dev.engram.engine.store.StoreException if the store cannot be read or written
     */
    public Results run() {
        return execution().run();
    }

    private SuiteExecution execution() {
        return new SuiteExecution(
                new SuiteTree(name, file, location, settings),
                new SuiteExecution.Environment(components, plugins, distribution, store, workers, timeLimit, listener));
    }

    /** Returns arguments as a list, in which null is reported as a mistake of the suite. */
    private static <T> List<T> list(T[] arguments, String name) {
        return Arrays.asList(Objects.requireNonNull(arguments, name));
    }

    private SuiteSpec add(SuiteKey key, Object value) {
        settings.add(new Setting(key.label(), Optional.empty(), value, CallSite.location()));
        return this;
    }

    private SuiteSpec add(SuiteKey key, String part, Object value) {
        String argument = switch (key) {
            case PROBLEMS -> "name";
            case COMPARE, BASELINE -> "axis";
            default -> "setting";
        };
        Objects.requireNonNull(part, argument);
        settings.add(new Setting(key.label(), Optional.of(part), value, CallSite.location()));
        return this;
    }
}
