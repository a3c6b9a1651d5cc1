package dev.engram.testkit.contract.optimizer;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Parameter.Tag;
import dev.engram.spi.Step;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.optimizer.QuadraticObjective.GradientFault;
import dev.engram.testkit.contract.optimizer.QuadraticObjective.ParameterSpec;
import dev.engram.testkit.contract.tools.Bits;
import java.util.List;
import java.util.Set;

/** The contract of elementwise optimizers. */
final class ElementwiseChecks {
    static final String CHUNKS = "elementwise: updating the parameters in pieces changes no bit";
    static final String SPLIT = "elementwise: splitting a parameter in two changes no bit";
    static final String ORDER = "elementwise: the order of the parameters changes no bit";
    static final String ARRAYS_ONLY = "elementwise: it uses only the arrays and its slots";

    private static final int STEPS = 5;
    private static final Set<Tag> WEIGHT = Set.of(Tag.WEIGHT);

    private ElementwiseChecks() {}

    static void add(Checks to, Optimizer o) {
        to.add(ARRAYS_ONLY, () -> o.elementwise() ? arraysOnly(o) : notElementwise());
        to.add(CHUNKS, () -> o.elementwise() ? chunks(o) : notElementwise());
        to.add(SPLIT, () -> o.elementwise() ? split(o) : notElementwise());
        to.add(ORDER, () -> o.elementwise() ? order(o) : notElementwise());
    }

    private static ContractResult notElementwise() {
        return ContractResult.skipped("its elementwise() is false");
    }

    /** Returns an objective larger than one piece, with parameters that cross the boundaries of the pieces. */
    static QuadraticObjective wideObjective() {
        return new QuadraticObjective(
                List.of(
                        new ParameterSpec("a", 150, 201, WEIGHT, 0),
                        new ParameterSpec("b", 180, 203, WEIGHT, 150 * 201),
                        new ParameterSpec("c", 11, 1, Set.of(Tag.BIAS), 150 * 201 + 180 * 203)),
                true,
                GradientFault.NONE);
    }

    private static Arena run(QuadraticObjective objective, Optimizer o) {
        Stepper s = new Stepper(objective, o, QuadraticObjective.SEED);
        for (int i = 0; i < STEPS; i++) {
            s.step();
        }
        return objective.arena();
    }

    private static ContractResult arraysOnly(Optimizer o) {
        RecordingStep recordingStep = new RecordingStep();
        run(
                new QuadraticObjective(QuadraticObjective.typicalParameters(o), true, GradientFault.NONE),
                new DelegatingOptimizer(o) {
                    @Override
                    public void update(Step s) {
                        recordingStep.delegateTo(s);
                        delegate.update(recordingStep);
                    }
                });
        return recordingStep.requests.isEmpty()
                ? ContractResult.passed("arrays and slots only")
                : ContractResult.failed(
                        "expected an elementwise optimizer to use only arrays and slots, found that it uses %s",
                        String.join(", ", recordingStep.requests));
    }

    private static ContractResult chunks(Optimizer o) {
        float[] whole = run(wideObjective(), new DelegatingOptimizer(o)).theta();
        float[] cut = run(wideObjective(), o).theta();
        String d = Bits.difference("parameters after " + STEPS + " steps", whole, cut);
        return d == null
                ? ContractResult.passed("%d numbers, in pieces and at once", whole.length)
                : ContractResult.failed(
                        "%s, if updated in pieces; the update at index i may depend only on index i and on the number"
                                + " of the step",
                        d);
    }

    private static ContractResult split(Optimizer o) {
        float[] whole = run(
                        new QuadraticObjective(
                                List.of(new ParameterSpec("a", 6, 5, WEIGHT, 0)), true, GradientFault.NONE),
                        o)
                .theta();
        float[] halves = run(
                        new QuadraticObjective(
                                List.of(
                                        new ParameterSpec("b", 2, 5, WEIGHT, 0),
                                        new ParameterSpec("c", 4, 5, WEIGHT, 10)),
                                true,
                                GradientFault.NONE),
                        o)
                .theta();
        String d = Bits.difference("parameters after " + STEPS + " steps", whole, halves);
        return d == null
                ? ContractResult.passed("6x5 as 2x5 and 4x5")
                : ContractResult.failed("%s, if split in two", d);
    }

    private static ContractResult order(Optimizer o) {
        ParameterSpec a = new ParameterSpec("a", 3, 5, WEIGHT, 0), b = new ParameterSpec("b", 4, 2, WEIGHT, 15);
        Arena one = run(new QuadraticObjective(List.of(a, b), true, GradientFault.NONE), o),
                two = run(new QuadraticObjective(List.of(b, a), true, GradientFault.NONE), o);
        for (Parameter p : one.parameters()) {
            Parameter q = two.parameters().stream()
                    .filter(x -> x.name().equals(p.name()))
                    .findFirst()
                    .orElseThrow();
            for (int i = 0; i < p.to() - p.from(); i++) {
                float x = one.theta()[p.from() + i], y = two.theta()[q.from() + i];
                if (Float.floatToRawIntBits(x) != Float.floatToRawIntBits(y)) {
                    return ContractResult.failed(
                            "expected %s at index %d of parameter %s whatever its position in the arena, found %s",
                            x, i, p.name(), y);
                }
            }
        }
        return ContractResult.passed("two parameters in both orders");
    }
}
