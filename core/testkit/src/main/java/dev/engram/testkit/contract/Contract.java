package dev.engram.testkit.contract;

import dev.engram.engine.plugins.Entry;
import dev.engram.engine.train.Incompatibility;
import dev.engram.spi.Activation;
import dev.engram.spi.Dataset;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Schedule;
import dev.engram.testkit.contract.check.Check;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.loss.LossChecks;
import dev.engram.testkit.contract.optimizer.OptimizerChecks;
import dev.engram.testkit.contract.rule.FixedRecipe;
import dev.engram.testkit.contract.rule.RuleChecks;
import dev.engram.testkit.contract.rule.TestNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The contract: for a component, the checks that it has to pass. Making the list runs no check yet. */
public final class Contract {
    public static final String SOME_NETWORK = "some small network gives it all that it needs";

    private Contract() {}

    /**
     * A component with its defaults. Where a field has to be given, or stands for a component, only its class is looked
     * at: make an instance and use {@link #of(Object)}.
     */
    public static List<Check> of(Entry entry) {
        Checks checks = new Checks(entry.id());
        ComponentChecks.add(checks, entry.type());
        Optional<Object> component;
        try {
            component = Defaults.create(entry);
        } catch (IllegalArgumentException e) {
            return checks.all(); // the check of the defaults says what is wrong
        }
        if (component.isPresent()) {
            return of(component.get());
        }
        return checks.add(
                        "it keeps the contract of its kind",
                        () -> ContractResult.skipped(
                                "it cannot be made from defaults alone; give it the fields that have none"))
                .all();
    }

    /** The class of a component that cannot be made. */
    public static List<Check> ofClass(Entry entry) {
        Checks checks = new Checks(entry.id());
        ComponentChecks.add(checks, entry.type());
        return checks.all();
    }

    /** A component of any kind. Throws {@link IllegalArgumentException} for an object that is none. */
    public static List<Check> of(Object component) {
        if (component instanceof Optimizer o) {
            return ofOptimizer(o);
        }
        if (component instanceof LearningRule r) {
            return ofRule(r);
        }
        if (component instanceof LossFunction l) {
            return ofLoss(l);
        }
        if (component instanceof Activation a) {
            return ofActivation(a);
        }
        if (component instanceof Initialiser i) {
            return ofInitialiser(i);
        }
        if (component instanceof Schedule s) {
            return ofSchedule(s);
        }
        if (component instanceof Metric m) {
            return ofMetric(m);
        }
        if (component instanceof Landscape l) {
            return ofLandscape(l);
        }
        if (component instanceof Dataset d) {
            return ofDataset(d);
        }
        throw new IllegalArgumentException(
                "there is no contract for " + component.getClass().getName());
    }

    private static Checks begin(Object component) {
        Checks checks = new Checks(component);
        ComponentChecks.add(checks, component);
        return checks;
    }

    public static List<Check> ofOptimizer(Optimizer o) {
        Checks checks = begin(o);
        OptimizerChecks.add(checks, o);
        return checks.all();
    }

    /** In the first of some small networks that gives the rule all that it needs. */
    public static List<Check> ofRule(LearningRule rule) {
        List<String> refusals = new ArrayList<>();
        for (TestNetwork s : TestNetwork.ALL) {
            List<Incompatibility> found = FixedRecipe.check(rule, s);
            if (found.isEmpty()) {
                return ofRule(rule, s);
            }
            refusals.add(s.name() + ": " + found.get(0).reason());
        }
        return begin(rule)
                .add(SOME_NETWORK, () -> ContractResult.failed("expected one, found: %s", String.join("; ", refusals)))
                .all();
    }

    /** In a network of the caller's choice. */
    public static List<Check> ofRule(LearningRule rule, TestNetwork in) {
        Checks checks = begin(rule);
        checks.add(SOME_NETWORK, () -> {
            List<Incompatibility> found = FixedRecipe.check(rule, in);
            return found.isEmpty()
                    ? ContractResult.passed("%s", in.name())
                    : ContractResult.failed(
                            "expected '%s' to fit, found: %s",
                            in.name(), found.get(0).reason());
        });
        RuleChecks.add(checks, rule, in);
        return checks.all();
    }

    public static List<Check> ofLoss(LossFunction loss) {
        Checks checks = begin(loss);
        LossChecks.add(checks, loss);
        return checks.all();
    }

    public static List<Check> ofActivation(Activation phi) {
        Checks checks = begin(phi);
        ActivationChecks.add(checks, phi);
        return checks.all();
    }

    public static List<Check> ofInitialiser(Initialiser init) {
        Checks checks = begin(init);
        InitialiserChecks.add(checks, init);
        return checks.all();
    }

    public static List<Check> ofSchedule(Schedule schedule) {
        Checks checks = begin(schedule);
        ScheduleChecks.add(checks, schedule);
        return checks.all();
    }

    public static List<Check> ofMetric(Metric metric) {
        Checks checks = begin(metric);
        MetricChecks.add(checks, metric);
        return checks.all();
    }

    public static List<Check> ofLandscape(Landscape f) {
        Checks checks = begin(f);
        LandscapeChecks.add(checks, f);
        return checks.all();
    }

    public static List<Check> ofDataset(Dataset d) {
        Checks checks = begin(d);
        DatasetChecks.add(checks, d);
        return checks.all();
    }
}
