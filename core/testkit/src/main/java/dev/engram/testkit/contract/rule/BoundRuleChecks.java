package dev.engram.testkit.contract.rule;

import dev.engram.engine.step.LearningSource;
import dev.engram.engine.train.Incompatibility;
import dev.engram.spi.BoundRule;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Requirement;
import dev.engram.testkit.contract.bytecode.ObjectGraph;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.tools.Bits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The contract of binding: requirements are reported, rejections have a reason, and bound rules have no hidden state.
 */
final class BoundRuleChecks {
    static final String REFUSES = "every requirement that is not met is reported before anything runs";
    static final String COMPATIBLE = "every network is either trained or rejected with a message";
    static final String NO_OWN_STATE =
            "its bound rule keeps state only in what it requested from Setup, and its own fields never change";

    private final LearningRule rule;
    private final TestNetwork in;

    private BoundRuleChecks(LearningRule rule, TestNetwork in) {
        this.rule = rule;
        this.in = in;
    }

    static void add(Checks to, LearningRule rule, TestNetwork in) {
        BoundRuleChecks c = new BoundRuleChecks(rule, in);
        to.add(REFUSES, c::refuses);
        to.add(COMPATIBLE, c::compatible);
        to.add(NO_OWN_STATE, c::noOwnState);
    }

    private ContractResult refuses() {
        Set<Requirement> tested = new TreeSet<>(), untested = new TreeSet<>(rule.requirements());
        for (TestNetwork s : TestNetwork.ALL) {
            Set<Requirement> missing = new TreeSet<>(rule.requirements());
            missing.removeAll(s.satisfied());
            if (missing.isEmpty()) {
                continue;
            }
            List<Incompatibility> found = RuleCompatibility.check(rule, s);
            for (Requirement n : missing) {
                // TRUE_GRADIENT is met everywhere if the rule itself is exact.
                boolean reported = found.stream()
                        .anyMatch(m -> (n == Requirement.OUTPUT_LAYER
                                        ? m.path().startsWith("network.")
                                        : m.path().equals("rule"))
                                && m.reason().contains(n.text()));
                if (!reported && n != Requirement.TRUE_GRADIENT) {
                    return ContractResult.failed(
                            "in '%s' expected the message that it needs %s, found %s", s.name(), n.text(), found);
                }
                tested.add(n);
            }
        }
        untested.removeAll(tested);
        return ContractResult.passed(
                "reported: %s%s", tested, untested.isEmpty() ? "" : "; met by every test network: " + untested);
    }

    private ContractResult compatible() {
        List<String> trained = new ArrayList<>();
        int rejected = 0;
        for (TestNetwork s : TestNetwork.ALL) {
            List<Incompatibility> found = RuleCompatibility.check(rule, s);
            if (!found.isEmpty()) {
                for (Incompatibility m : found) {
                    if (m.reason().isBlank()
                            || m.reason().contains("\n")
                            || m.reason().endsWith(".")) {
                        return ContractResult.failed(
                                "in '%s' expected a sentence without a full stop, found '%s'", s.name(), m.reason());
                    }
                }
                rejected++;
                continue;
            }
            LearningSource source;
            try {
                source = s.source(rule);
                source.beginStep(1);
                source.computeGradient();
            } catch (IncompatibleException m) {
                return ContractResult.failed(
                        "in '%s' expected a rejection before training, found one during training: %s",
                        s.name(), m.getMessage());
            }
            float[] g = source.arena().gradient();
            if (!Bits.allFinite(g, 0, g.length)) {
                return ContractResult.failed(
                        "in '%s' expected a finite gradient or a rejection, found a gradient that is not finite",
                        s.name());
            }
            trained.add(s.name());
        }
        return ContractResult.passed("trains %d networks, rejects %d", trained.size(), rejected);
    }

    private ContractResult noOwnState() {
        BoundRule[] bound = new BoundRule[1];
        LearningRule watched = new ObservedRule(rule, s -> bound[0] = s);
        LearningSource s = in.source(watched);
        s.beginStep(1);
        s.computeGradient();
        ObjectGraph before = new ObjectGraph(rule.getClass());
        before.add(bound[0]);
        if (before.mutability() != null) {
            return ContractResult.failed(
                    "%s; request state that survives a step with Setup.state()", before.mutability());
        }
        for (int t = 2; t <= 4; t++) {
            s.beginStep(t);
            s.computeGradient();
        }
        ObjectGraph after = new ObjectGraph(rule.getClass());
        after.add(bound[0]);
        String d = before.difference(after);
        return d == null
                ? ContractResult.passed("%d own objects", before.ownObjects())
                : ContractResult.failed(
                        "%s changed during training; request state that survives a step with Setup.state()", d);
    }
}
