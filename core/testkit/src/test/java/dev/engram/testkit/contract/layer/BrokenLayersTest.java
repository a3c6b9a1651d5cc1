package dev.engram.testkit.contract.layer;

import dev.engram.spi.layer.LayerParameter;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.LayerState;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.contract.BrokenComponent;
import dev.engram.testkit.harness.TrainingTask;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sound stage, and one with each of its promises broken. */
class BrokenLayersTest {
    /** What is wrong with a stage. */
    enum Defect {
        NOTHING(""),
        REFUSES_EVERYTHING(LayerChecks.ACCEPTS),
        WRONG_ERROR(LayerChecks.GRADIENT),
        WRONG_CREDIT(LayerChecks.GRADIENT),
        WRONG_TANGENT(LayerChecks.TANGENT),
        NO_TANGENT_OF_PARAMETERS(LayerChecks.TANGENT),
        WRITES_THE_ERROR_THAT_IT_READS(LayerChecks.READS),
        ANOTHER_NOISE_IN_EACH_PASS(LayerChecks.SAME_NOISE),
        GROWS_WITH_THE_BATCH(LayerChecks.MEAN),
        DEPENDS_ON_THE_BATCH(LayerChecks.BATCH),
        CHANGES_STATE_IN_AN_EVALUATION(LayerChecks.EVALUATION),
        KEEPS_STATE_OF_ITS_OWN(LayerChecks.RESTORE),
        CLAIMS_TOO_HIGH_A_BOUND(LayerChecks.MIN),
        ALLOCATES(LayerChecks.NO_ALLOCATION);

        private final String check;

        Defect(String check) {
            this.check = check;
        }
    }

    /** y = gain x + n / 100, where the state n counts the steps. */
    record Gain(Defect defect) implements StageKind {
        @Override
        public Stage bind(LayerSetup setup) {
            if (defect == Defect.REFUSES_EVERYTHING) {
                throw setup.mismatch("something else");
            }
            return new Bound(
                    defect,
                    setup.input(),
                    setup.parameter("gain", 1, 1.5f),
                    setup.state("count", 1, 0),
                    setup.floats(0, 1),
                    new float[1]);
        }
    }

    private record Bound(Defect defect, Shape output, LayerParameter gain, LayerState count, int credit, float[] own)
            implements Stage {
        private boolean is(Defect d) {
            return defect == d;
        }

        @Override
        public void forward(StagePass pass, float[] x, float[] y) {
            float g = pass.parameters()[gain.from()], shift = count.values()[0] / 100;
            if (is(Defect.CHANGES_STATE_IN_AN_EVALUATION) && !pass.training()) {
                count.values()[0]++;
            }
            if (is(Defect.ANOTHER_NOISE_IN_EACH_PASS)) {
                shift += ++own[0] / 10;
            }
            if (is(Defect.KEEPS_STATE_OF_ITS_OWN)) {
                shift = own[0] / 10;
            }
            if (is(Defect.DEPENDS_ON_THE_BATCH)) {
                shift = x[0];
            }
            float[] to = is(Defect.ALLOCATES) ? new float[y.length] : y;
            for (int i = 0, n = pass.rows() * output.size(); i < n; i++) {
                to[i] = g * x[i] + shift;
            }
            System.arraycopy(to, 0, y, 0, pass.rows() * output.size());
        }

        @Override
        public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
            float g = pass.parameters()[gain.from()] * (is(Defect.WRONG_ERROR) ? 1.5f : 1);
            double sum = 0;
            for (int i = 0, n = pass.rows() * output.size(); i < n; i++) {
                d[i] = g * delta[i];
                sum += (double) delta[i] * x[i];
                delta[i] = is(Defect.WRITES_THE_ERROR_THAT_IT_READS) ? d[i] : delta[i];
            }
            pass.floats(credit)[0] = (float) sum;
        }

        @Override
        public void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v) {
            float g = pass.parameters()[gain.from()] * (is(Defect.WRONG_TANGENT) ? 0.5f : 1);
            float along =
                    pass.direction() == null || is(Defect.NO_TANGENT_OF_PARAMETERS) ? 0 : pass.direction()[gain.from()];
            for (int i = 0, n = pass.rows() * output.size(); i < n; i++) {
                v[i] = g * u[i] + along * x[i];
            }
        }

        @Override
        public void credit(StagePass pass, float[] gradient) {
            int rows = is(Defect.GROWS_WITH_THE_BATCH) ? TrainingTask.ROWS : pass.rows();
            gradient[gain.from()] += pass.floats(credit)[0] / (is(Defect.WRONG_CREDIT) ? 1 : rows);
        }

        @Override
        public void update(StagePass pass) {
            count.values()[0]++;
            own[0]++;
        }

        @Override
        public float min(float inputs) {
            return is(Defect.CLAIMS_TOO_HIGH_A_BOUND) ? 0 : Float.NEGATIVE_INFINITY;
        }
    }

    static Stream<BrokenComponent> broken() {
        UnaryOperator<String> features =
                check -> check.equals(LayerChecks.ACCEPTS) ? check : check + " (" + Shape.features(12) + ")";
        return Stream.of(Defect.values())
                .filter(d -> d != Defect.NOTHING)
                .map(d -> new BrokenComponent(features.apply(d.check), new Gain(d)));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void everyDefectFailsItsCheck(BrokenComponent broken) {
        broken.verify();
    }

    @Test
    void everyCheckOfFeaturesFailsForSomeDefect() {
        Stream<BrokenComponent> all = Stream.of(new Shape(4, 6, 7), Shape.sequence(4, 9))
                .flatMap(s -> Stream.of(Defect.values())
                        .filter(d -> d != Defect.NOTHING && d != Defect.REFUSES_EVERYTHING)
                        .map(d -> new BrokenComponent(d.check + " (" + s + ")", new Gain(d))));
        BrokenComponent.assertEveryCheckFails(new Gain(Defect.NOTHING), Stream.concat(broken(), all));
    }
}
