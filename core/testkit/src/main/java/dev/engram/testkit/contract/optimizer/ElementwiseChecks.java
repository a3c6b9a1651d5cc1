package dev.engram.testkit.contract.optimizer;

import dev.engram.engine.network.Arena;
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

/** What an optimizer promises that calls itself elementwise. */
final class ElementwiseChecks {
    static final String CHUNKS = "elementwise: cutting the arena into pieces changes no bit";
    static final String SPLIT = "elementwise: splitting a tensor in two changes no bit";
    static final String ORDER = "elementwise: the order of the parameters changes no bit";
    static final String ARRAYS_ONLY =
            "elementwise: it asks for no scalars, dot products, evaluations, views or inner optimizers";

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
        return ContractResult.skipped("it does not call itself elementwise");
    }

    /** More numbers than the engine steps at once, in parameters whose borders are not those of the pieces. */
    static QuadraticObjective wideObjective() {
        return new QuadraticObjective(
                List.of(
                        new ParameterSpec("a", 150, 201, WEIGHT, 0),
                        new ParameterSpec("b", 180, 203, WEIGHT, 150 * 201),
                        new ParameterSpec("c", 11, 1, Set.of(Tag.BIAS), 150 * 201 + 180 * 203)),
                true,
                GradientFault.NONE);
    }

    private static Arena run(QuadraticObjective quadraticObjective, Optimizer o) {
        Stepper s = new Stepper(quadraticObjective, o, OptimizerChecks.SEED);
        for (int i = 0; i < STEPS; i++) {
            s.step();
        }
        return quadraticObjective.arena();
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
                        "expected that an elementwise optimizer asks for arrays only, found that it asks " + "for %s",
                        String.join(", ", recordingStep.requests));
    }

    private static ContractResult chunks(Optimizer o) {
        float[] whole = run(wideObjective(), new DelegatingOptimizer(o)).theta();
        float[] cut = run(wideObjective(), o).theta();
        String d = Bits.difference("parameters after " + STEPS + " steps", whole, cut);
        return d == null
                ? ContractResult.passed("%d numbers in pieces, as in one", whole.length)
                : ContractResult.failed(
                        "%s, once cut into pieces; the step at i may depend on index i and the number of "
                                + "the step alone",
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
                : ContractResult.failed("%s, once split in two", d);
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
                            "expected %s at index %d of parameter %s wherever it lies in the arena, " + "found %s",
                            x, i, p.name(), y);
                }
            }
        }
        return ContractResult.passed("two parameters in both orders");
    }
}
