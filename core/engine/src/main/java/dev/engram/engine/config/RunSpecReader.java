package dev.engram.engine.config;

import dev.engram.engine.bind.Binder;
import dev.engram.engine.bind.FileLocator;
import dev.engram.engine.bind.Recipe;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.run.MetricSelection;
import dev.engram.engine.run.ProbeSize;
import dev.engram.engine.run.Target;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SuiteLimits;
import dev.engram.engine.yaml.ValueSuggestions;
import dev.engram.engine.yaml.YamlWriter;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Optimizer;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.listener.Listener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads the tree of a single run. */
public final class RunSpecReader {
    public static final String DEFAULT_RULE = "backprop";
    /** The value of {@code start} with which each seed draws its own. */
    public static final String RANDOM_START = "random";
    /** The metrics that are measured by default, as far as they are installed and apply to the data. */
    private static final List<String> DEFAULT_METRICS = List.of("accuracy", "loss");

    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final List<SuiteKey> LEARNING =
            List.of(SuiteKey.DATA, SuiteKey.NETWORK, SuiteKey.LOSS, SuiteKey.RULE);

    private final Catalog catalog;
    private final Binder binder;
    private final Problems problems;
    private final DataSpecReader dataReader;
    private final TrainingReader trainingReader;
    private final StartReader startReader;
    private final RunSpecWriter writer = RunSpecWriter.ofMany(YamlWriter::write);
    /**
     * What was read of a node, by path. The cells of a suite share the nodes in which they do not differ, so that most
     * of a cell has been read with the first one.
     */
    private final Map<Node, Map<String, Optional<?>>> read = new IdentityHashMap<>();

    /** Creates a reader of what a user has written. */
    public RunSpecReader(Catalog catalog, Problems problems) {
        this(catalog, problems, FileLocator.RELATIVE, true);
    }

    /**
     * Creates a reader of {@link RunSpec#text}, which has all defaults.
     *
     * @param files finds the files that components name
     */
    public RunSpecReader(Catalog catalog, Problems problems, FileLocator files) {
        this(catalog, problems, files, false);
    }

    private RunSpecReader(Catalog catalog, Problems problems, FileLocator files, boolean byUser) {
        this.catalog = catalog;
        this.binder = new Binder(catalog, problems, SuiteKey.runLabels(), files);
        this.problems = problems;
        this.dataReader = new DataSpecReader(binder, problems, byUser);
        this.trainingReader = new TrainingReader(binder, problems);
        this.startReader = new StartReader(binder, problems);
    }

    /** Returns the spec; empty if anything is wrong, with the reasons added to the problems. */
    public Optional<RunSpec> read(Node.Mapping root) {
        boolean landscape = given(root, SuiteKey.LANDSCAPE).isPresent();
        Optional<? extends RunSpec.Task> task = landscape ? descent(root) : learning(root);
        Optional<Recipe<Optimizer>> optimizer = required(root, SuiteKey.OPTIMIZER, "name one, such as sgd")
                .flatMap(n -> component(Optimizer.class, n, SuiteKey.OPTIMIZER));
        Optional<TrainingSettings> training = required(root, SuiteKey.TRAINING, "give epochs or steps")
                .flatMap(n -> once(n, SuiteKey.TRAINING.label() + landscape, () -> trainingReader.read(n, landscape)));
        boolean usual = !landscape
                && given(root, SuiteKey.MEASURE).map(RunSpecReader::isDefault).orElse(true);
        Optional<List<Recipe<Metric>>> measure = usual
                ? Optional.of(defaultMetrics(root.location()))
                : given(root, SuiteKey.MEASURE)
                        .map(n -> components(Metric.class, n, SuiteKey.MEASURE, true))
                        .orElse(Optional.of(List.of()));
        Optional<List<Recipe<Listener>>> listen = given(root, SuiteKey.LISTEN)
                .map(n -> components(Listener.class, n, SuiteKey.LISTEN, true))
                .orElse(Optional.of(List.of()));
        TargetReader targets = new TargetReader(catalog, problems);
        Optional<Node> goal = given(root, SuiteKey.TARGET);
        Optional<Target> target = goal.flatMap(targets::read);
        if (task.isEmpty()
                || optimizer.isEmpty()
                || training.isEmpty()
                || measure.isEmpty()
                || listen.isEmpty()
                || goal.isPresent() && target.isEmpty()) {
            return Optional.empty();
        }
        target.ifPresent(t -> targets.check(t, (Node.Mapping) goal.orElseThrow(), task.get(), measure.get()));
        RunSpec bare = normalized(new RunSpec(
                task.get(),
                optimizer.get(),
                training.get(),
                new MetricSelection<>(measure.get(), usual),
                target,
                listen.get(),
                ""));
        return Optional.of(bare.withText(writer.write(bare)));
    }

    /** Returns the spec with the default probe set if nothing is probed, since specs with the same runs are equal. */
    private static RunSpec normalized(RunSpec s) {
        return s.probed()
                ? s
                : s.withTraining(
                        s.training().withMonitoring(s.training().monitoring().withProbe(ProbeSize.DEFAULT)));
    }

    private static boolean isDefault(Node measure) {
        return measure instanceof Node.Scalar s && s.text().equals(RunSpecWriter.DEFAULT_METRICS);
    }

    private List<Recipe<Metric>> defaultMetrics(Location location) {
        List<Recipe<Metric>> there = new ArrayList<>();
        for (String name : DEFAULT_METRICS) {
            if (catalog.find(Kind.METRIC, name).isPresent()) {
                binder.component(Metric.class, new Node.Scalar(location, name, true), SuiteKey.MEASURE.label())
                        .ifPresent(there::add);
            }
        }
        return List.copyOf(there);
    }

    private static Optional<Node> given(Node.Mapping root, SuiteKey suiteKey) {
        return Optional.ofNullable(root.get(suiteKey.label())).filter(n -> !n.isNull());
    }

    private Optional<Node> required(Node.Mapping root, SuiteKey suiteKey, String what) {
        Optional<Node> node = given(root, suiteKey);
        if (node.isEmpty()) {
            Node.Pair written = root.pair(suiteKey.label());
            problems.add(written == null ? root.location() : written.location(), suiteKey.label(), "missing; " + what);
        }
        return node;
    }

    private <T> Optional<Recipe<T>> component(Class<T> type, Node node, SuiteKey suiteKey) {
        return once(node, suiteKey.label(), () -> binder.component(type, node, suiteKey.label()));
    }

    /** Returns what was read of a node at a path, and reads it the first time. */
    @SuppressWarnings("unchecked") // what is read of a node at a path always has the same type
    private <T> Optional<T> once(Node node, String path, Supplier<Optional<? extends T>> reader) {
        Map<String, Optional<?>> byPath = read.computeIfAbsent(node, n -> new HashMap<>());
        Optional<?> known = byPath.get(path);
        if (known == null) {
            known = reader.get();
            byPath.put(path, known);
        }
        return (Optional<T>) known;
    }

    private <T> Optional<List<Recipe<T>>> components(Class<T> type, Node node, SuiteKey suiteKey, boolean mayBeEmpty) {
        return once(node, suiteKey.label(), () -> listed(type, node, suiteKey, mayBeEmpty));
    }

    private <T> Optional<List<Recipe<T>>> listed(Class<T> type, Node node, SuiteKey suiteKey, boolean mayBeEmpty) {
        if (!(node instanceof Node.Sequence s)) {
            problems.add(
                    node.location(),
                    suiteKey.label(),
                    "expected a list, found " + node.describe()
                            + (suiteKey == SuiteKey.NETWORK
                                    ? ValueSuggestions.layers(node)
                                    : ValueSuggestions.list(node)));
            if (node instanceof Node.Mapping
                    || node instanceof Node.Scalar one
                            && WORD.matcher(one.text()).matches()) {
                binder.component(type, node, suiteKey.label() + ".0"); // to report other mistakes
            }
            return Optional.empty();
        }
        if (s.items().isEmpty() && !mayBeEmpty) {
            problems.add(node.location(), suiteKey.label(), "the list is empty; give at least one");
        }
        if (s.items().size() > SuiteLimits.COMPONENTS) {
            problems.add(
                    node.location(),
                    suiteKey.label(),
                    s.items().size() + " components are more than the limit of " + SuiteLimits.COMPONENTS);
            return Optional.empty();
        }
        List<Recipe<T>> all = new ArrayList<>();
        for (int i = 0; i < s.items().size(); i++) {
            Node item = s.items().get(i);
            String path = suiteKey.label() + "." + i;
            this.<Recipe<T>>once(item, path, () -> binder.component(type, item, path))
                    .ifPresent(all::add);
        }
        boolean complete = all.size() == s.items().size() && (mayBeEmpty || !all.isEmpty());
        if ((suiteKey == SuiteKey.MEASURE || suiteKey == SuiteKey.LISTEN) && complete) {
            complete = areDistinct(s, all, suiteKey);
        }
        return complete ? Optional.of(List.copyOf(all)) : Optional.empty();
    }

    /** Returns false, and adds problems, if a component is listed twice: its results would have the same name. */
    private boolean areDistinct(Node.Sequence written, List<? extends Recipe<?>> recipes, SuiteKey suiteKey) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < recipes.size(); i++) {
            String name = recipes.get(i).entry().name();
            if (!names.add(name)) {
                problems.add(
                        written.items().get(i).location(),
                        suiteKey.label() + "." + i,
                        name + " is listed twice, and its results would have the same name; list it once");
            }
        }
        return names.size() == recipes.size();
    }

    private Optional<List<Recipe<LayerKind>>> layers(Node network) {
        Optional<? extends Node> list = NetworkShorthand.isShorthand(network)
                ? NetworkShorthand.expand((Node.Mapping) network, problems)
                : Optional.of(network);
        return list.flatMap(n -> components(LayerKind.class, n, SuiteKey.NETWORK, false));
    }

    private Optional<RunSpec.Learning> learning(Node.Mapping root) {
        Optional<Node> start = given(root, SuiteKey.START);
        Optional<RunSpec.GivenWeights> weights =
                start.flatMap(n -> once(n, SuiteKey.START.label(), () -> startReader.readWeights(n)));
        Optional<DataSpec> data = required(
                        root, SuiteKey.DATA, "name a data set, or give a landscape in place of data, network and loss")
                .flatMap(n -> once(n, SuiteKey.DATA.label(), () -> dataReader.read(n)));
        Optional<List<Recipe<LayerKind>>> network = required(root, SuiteKey.NETWORK, "list the layers")
                .flatMap(n -> once(n, SuiteKey.NETWORK.label(), () -> layers(n)));
        Optional<Recipe<LossFunction>> loss = required(root, SuiteKey.LOSS, "name one, such as cross-entropy")
                .flatMap(n -> component(LossFunction.class, n, SuiteKey.LOSS));
        Node usual = new Node.Scalar(root.location(), DEFAULT_RULE, true);
        Optional<Recipe<LearningRule>> rule =
                component(LearningRule.class, given(root, SuiteKey.RULE).orElse(usual), SuiteKey.RULE);
        if (data.isEmpty()
                || network.isEmpty()
                || loss.isEmpty()
                || rule.isEmpty()
                || start.isPresent() && weights.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RunSpec.Learning(data.get(), network.get(), loss.get(), rule.get(), weights));
    }

    private Optional<RunSpec.Descent> descent(Node.Mapping root) {
        List<SuiteKey> mixed =
                LEARNING.stream().filter(k -> given(root, k).isPresent()).toList();
        mixed.forEach(k -> problems.add(
                root.pair(k.label()).location(),
                k.label(),
                "a landscape replaces data, network, loss and rule; remove " + k.label() + " or the landscape"));
        Optional<Recipe<Landscape>> landscape =
                given(root, SuiteKey.LANDSCAPE).flatMap(n -> component(Landscape.class, n, SuiteKey.LANDSCAPE));
        boolean drawn = given(root, SuiteKey.START)
                .filter(n -> n instanceof Node.Scalar s && s.text().equals(RANDOM_START))
                .isPresent();
        Optional<List<Double>> start = drawn
                ? Optional.of(List.of())
                : given(root, SuiteKey.START).map(startReader::read).orElse(Optional.of(List.of()));
        return landscape.isPresent() && start.isPresent() && mixed.isEmpty()
                ? Optional.of(new RunSpec.Descent(landscape.get(), start.get(), drawn))
                : Optional.empty();
    }
}
