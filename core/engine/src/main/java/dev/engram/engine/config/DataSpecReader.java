package dev.engram.engine.config;

import dev.engram.engine.bind.Binder;
import dev.engram.engine.bind.BoundRecipe;
import dev.engram.engine.bind.Recipe;
import dev.engram.engine.croissant.CroissantDefaults;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.spi.Dataset;
import dev.engram.spi.data.Augmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads a data set. The settings that every data set has are written among its own hyperparameters. */
final class DataSpecReader {
    private static final String PATH = SuiteKey.DATA.label();
    private static final String AUGMENT = "augment";
    private static final Set<String> SETTINGS = Hyperparameter.of(DataSettings.class).stream()
            .map(Hyperparameter::name)
            .collect(Collectors.toCollection(TreeSet::new));

    private final Binder binder;
    private final Problems problems;
    private final CroissantDefaults croissant;
    private final boolean byUser;

    /** @param byUser whether a user has written the settings, and not Engram, which writes defaults as well */
    DataSpecReader(Binder binder, Problems problems, boolean byUser) {
        this.binder = binder;
        this.byUser = byUser;
        this.problems = problems;
        this.croissant = new CroissantDefaults(problems);
    }

    /** Returns the data set; empty if anything is wrong, with the reasons added to the problems. */
    Optional<DataSpec> read(Node node) {
        List<String> fromMetadata = new ArrayList<>();
        Optional<BoundRecipe<Dataset>> dataset =
                binder.component(Dataset.class, node, PATH, SETTINGS).flatMap(d -> completed(d, node, fromMetadata));
        Optional<Node.Pair> named = node instanceof Node.Mapping m && m.pairs().size() == 1
                ? Optional.of(m.pairs().get(0))
                : Optional.empty();
        List<Node.Pair> shared = named.map(Node.Pair::value).filter(Node.Mapping.class::isInstance).stream()
                .flatMap(a -> ((Node.Mapping) a).pairs().stream())
                .filter(p -> SETTINGS.contains(p.key()))
                .filter(p -> SplitFractionChecks.isValid(
                        p, PATH + "." + named.orElseThrow().key(), problems))
                .toList();
        Optional<DataSettings> use = binder.record(
                DataSettings.class,
                new Node.Mapping(node.location(), shared),
                PATH + named.map(p -> "." + p.key()).orElse(""));
        List<String> clash = dataset.stream()
                .flatMap(d -> d.entry().hyperparameters().stream())
                .map(Hyperparameter::name)
                .filter(SETTINGS::contains)
                .toList();
        if (!clash.isEmpty()) {
            problems.add(
                    node.location(),
                    PATH,
                    dataset.get().entry().id() + " cannot be used: its hyperparameter " + clash.get(0)
                            + " has the name of a setting that every data set has; its author has to rename it");
            return Optional.empty();
        }
        if (byUser && dataset.isPresent() && named.isPresent() && named.get().value() instanceof Node.Mapping given) {
            new NamedFolderCheck(problems)
                    .check(dataset.get(), given, PATH + "." + named.get().key());
        }
        return dataset.flatMap(d -> use.map(u -> new DataSpec(d, u, augment(shared), fromMetadata)));
    }

    /**
     * Returns a data set of one file with the hyperparameters that metadata next to the file give.
     *
     * @param fromMetadata receives these hyperparameters
     */
    private Optional<BoundRecipe<Dataset>> completed(
            BoundRecipe<Dataset> dataset, Node node, List<String> fromMetadata) {
        boolean named = node instanceof Node.Mapping m
                && m.pairs().size() == 1
                && m.pairs().get(0).value() instanceof Node.Mapping;
        if (!named || dataset.files().size() != 1) {
            return Optional.of(dataset);
        }
        Node.Pair pair = ((Node.Mapping) node).pairs().get(0);
        Node.Mapping given = (Node.Mapping) pair.value();
        Node.Mapping complete = croissant.complete(
                given,
                dataset.entry().hyperparameters().stream()
                        .map(Hyperparameter::name)
                        .collect(Collectors.toSet()),
                dataset.files().get(0),
                PATH + "." + pair.key());
        complete.pairs().stream()
                .filter(p -> given.get(p.key()) == null && !isEmptyList(p.value()))
                .forEach(p -> fromMetadata.add(p.key() + ": " + p.value().text()));
        return complete == given
                ? Optional.of(dataset)
                : binder.component(
                        Dataset.class,
                        ((Node.Mapping) node).with(new Node.Pair(pair.key(), pair.location(), complete)),
                        PATH,
                        SETTINGS);
    }

    private static boolean isEmptyList(Node node) {
        return node instanceof Node.Sequence s && s.items().isEmpty();
    }

    /** Returns the recipes of changes of the examples, which were read without problems as settings of a data set. */
    private List<Recipe<Augmentation>> augment(List<Node.Pair> settings) {
        return settings.stream()
                .filter(p -> p.key().equals(AUGMENT))
                .flatMap(p -> ((Node.Sequence) p.value()).items().stream())
                .<Recipe<Augmentation>>map(
                        n -> binder.component(Augmentation.class, n, AUGMENT).orElseThrow())
                .toList();
    }
}
