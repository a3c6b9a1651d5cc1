package dev.engram.app.verify;

import dev.engram.app.time.TimeLimit;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.engine.yaml.Problem;
import dev.engram.testkit.contract.Contract;
import dev.engram.testkit.contract.check.Check;
import dev.engram.testkit.contract.check.ContractResult;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Checks a component against the contract of its kind, and compares optimizers and rules with well-known ones. */
public final class Verification {
    /** The time limit of one check; the longest check of a shipped component takes a few seconds. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final SuiteReader reader;
    private final OptimizerComparison optimizers;
    private final RuleComparison rules;

    @Inject
    public Verification(SuiteReader reader, OptimizerComparison optimizers, RuleComparison rules) {
        this.reader = reader;
        this.optimizers = optimizers;
        this.rules = rules;
    }

    /**
     * Returns a component with its defaults and, for numbers that have none, with examples. Empty if these are not
     * possible, or if something else has no default.
     */
    public Optional<ComponentRef> example(Entry entry) {
        return ExampleValues.of(entry).filter(e -> problems(e).isEmpty());
    }

    /** Returns the errors in the settings of a component, as the user wrote them. */
    public List<Problem> problems(ComponentRef componentRef) {
        try {
            reader.readComponent(componentRef.entry().kind(), componentRef.yaml(), componentRef.toString());
            return List.of();
        } catch (InvalidInputException e) {
            return e.problems();
        }
    }

    /**
     * Checks a component against the contract of its kind, and compares optimizers and learning rules with others.
     *
     * @param listener receives each finding at once, because some take seconds
     */
    public void verify(ComponentRef componentRef, Consumer<Finding> listener) {
        Object component;
        try {
            component = reader.readComponent(componentRef.entry().kind(), componentRef.yaml(), componentRef.toString())
                    .get();
        } catch (InvalidInputException e) {
            Contract.ofClass(componentRef.entry()).forEach(c -> listener.accept(finding(c, c.run())));
            listener.accept(new Finding(
                    Finding.Status.FAIL,
                    "it can be created: " + e.problems().get(0).message()));
            return;
        }
        if (!runAll(Contract.of(component), listener)) {
            return;
        }
        if (componentRef.entry().kind() == Kind.OPTIMIZER) {
            optimizers.run(componentRef).forEach(listener);
        } else if (componentRef.entry().kind() == Kind.LEARNING_RULE) {
            rules.run(componentRef).forEach(listener);
        }
    }

    /** Returns false if a check does not end: its thread would disturb all further checks. */
    private static boolean runAll(List<Check> checks, Consumer<Finding> listener) {
        for (Check c : checks) {
            try {
                listener.accept(finding(c, TimeLimit.call("verify", Optional.of(LIMIT), c::run)));
            } catch (TimeLimit.TimeLimitExceededException e) {
                listener.accept(new Finding(
                        Finding.Status.FAIL, c.name() + ": " + e.getMessage() + "; no further checks were made"));
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException(c.name() + " cannot be checked", e);
            }
        }
        return true;
    }

    private static Finding finding(Check c, ContractResult v) {
        return new Finding(
                switch (v.outcome()) {
                    case PASSED -> Finding.Status.PASS;
                    case FAILED -> Finding.Status.FAIL;
                    case SKIPPED -> Finding.Status.SKIP;
                },
                c.name() + (v.message().isEmpty() ? "" : ": " + v.message().replaceAll("\\s+", " ")));
    }
}
