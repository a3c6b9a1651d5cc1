package dev.engram.testkit.contract;

import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.spi.Activation;
import dev.engram.spi.Dataset;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Schedule;
import dev.engram.spi.data.Augmentation;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.listener.Listener;
import dev.engram.testkit.contract.check.Check;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.layer.LayerChecks;
import dev.engram.testkit.contract.listener.ListenerChecks;
import dev.engram.testkit.contract.loss.LossChecks;
import dev.engram.testkit.contract.optimizer.OptimizerChecks;
import dev.engram.testkit.contract.rule.RuleChecks;
import dev.engram.testkit.contract.rule.TestNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The contract: the checks that a component must pass. Its methods list the checks without running them. */
public final class Contract {
    static final String TRIED = "it can be tried in a network";

    private static final Map<Kind, BiConsumer<Checks, Object>> CHECKS = Map.ofEntries(
            entry(Kind.ACTIVATION, Activation.class, ActivationChecks::add),
            entry(Kind.AUGMENTATION, Augmentation.class, AugmentationChecks::add),
            entry(Kind.DATASET, Dataset.class, DatasetChecks::add),
            entry(Kind.INITIALISER, Initialiser.class, InitialiserChecks::add),
            entry(Kind.LANDSCAPE, Landscape.class, LandscapeChecks::add),
            entry(Kind.LAYER, LayerKind.class, LayerChecks::add),
            entry(Kind.LEARNING_RULE, LearningRule.class, RuleChecks::add),
            entry(Kind.LISTENER, Listener.class, ListenerChecks::add),
            entry(Kind.LOSS, LossFunction.class, LossChecks::add),
            entry(Kind.METRIC, Metric.class, MetricChecks::add),
            entry(Kind.OPTIMIZER, Optimizer.class, OptimizerChecks::add),
            entry(Kind.SCHEDULE, Schedule.class, ScheduleChecks::add));

    private Contract() {}

    private static <T> Map.Entry<Kind, BiConsumer<Checks, Object>> entry(
            Kind kind, Class<T> type, BiConsumer<Checks, T> add) {
        return Map.entry(kind, (to, component) -> add.accept(to, type.cast(component)));
    }

    /**
     * Returns the checks of a component with its default hyperparameters. If a hyperparameter is required or is itself
     * a component, only the class is checked; to check more, construct an instance and call {@link #of(Object)}.
     */
    public static List<Check> of(Entry entry) {
        Checks checks = new Checks(entry.id());
        ComponentChecks.add(checks, entry.type());
        Optional<Object> component;
        try {
            component = Defaults.create(entry);
        } catch (IllegalArgumentException e) {
            return checks.all(); // the check of the defaults reports what is wrong
        }
        if (component.isPresent()) {
            return of(component.get());
        }
        return checks.add(
                        "it meets the contract of its kind",
                        () -> ContractResult.skipped(
                                "it cannot be constructed from defaults alone; set the fields that have none"))
                .all();
    }

    /** Returns the checks of a component's class, for a component that cannot be constructed. */
    public static List<Check> ofClass(Entry entry) {
        Checks checks = new Checks(entry.id());
        ComponentChecks.add(checks, entry.type());
        return checks.all();
    }

    /**
     * Returns the checks of a component. A learning rule is checked in the first {@link TestNetwork} that meets its
     * requirements. Throws {@link IllegalArgumentException} if the object is not a component of a kind with a contract.
     */
    public static List<Check> of(Object component) {
        BiConsumer<Checks, Object> add = Kind.of(component.getClass())
                .map(CHECKS::get)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no contract for " + component.getClass().getName()));
        Checks checks = begin(component);
        try {
            add.accept(checks, component);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // Layers and rules are tried in networks to see which checks apply; what they throw there is their fault.
            checks.add(TRIED, () -> {
                throw e;
            });
        }
        return checks.all();
    }

    /** Returns the checks of a learning rule in a given network. */
    public static List<Check> of(LearningRule rule, TestNetwork in) {
        Checks checks = begin(rule);
        RuleChecks.add(checks, rule, in);
        return checks.all();
    }

    private static Checks begin(Object component) {
        Checks checks = new Checks(component);
        ComponentChecks.add(checks, component);
        return checks;
    }
}
