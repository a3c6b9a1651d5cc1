package dev.engram.testkit.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.config.DataSpec;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.network.LayerKind;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.train.Runner;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Rng;
import dev.engram.spi.Setup;
import dev.engram.spi.Step;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.layers.Convolution;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import dev.engram.testkit.parts.Threshold;
import dev.engram.testkit.standins.Chain;
import dev.engram.testkit.standins.Clip;
import dev.engram.testkit.standins.Ema;
import dev.engram.testkit.standins.InstanceRecipe;
import dev.engram.testkit.standins.KolenPollack;
import dev.engram.testkit.standins.ParameterSplit;
import dev.engram.testkit.standins.Sam;
import dev.engram.testkit.standins.TargetPropagation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What does not go together is refused before anything runs, in words that say why. */
class IncompatibleConfigurationTest {
    private static final int TRAINING = 43;
    private static final Optimizer SGD = new GradientDescent(0.1f), SAM = new Sam(0.05f, SGD);
    private static final LossFunction CE = new CrossEntropy();
    private static final Optimizer MUON = new Choosy(Set.of(), true);
    private static final Optimizer WHOLE = Choosy.of(Requirement.FULL_BATCH, Requirement.TRUE_GRADIENT);
    private static final LayerKind HIDDEN = TrainingTask.dense(7, new Tanh()),
            OUTPUT = TrainingTask.dense(3, new Softmax());

    /** Sixty examples of three classes, or of one number. */
    record Dots(int inputs, boolean classes) implements Dataset {
        @Override
        public Table load(Rng rng) {
            float[] x = new float[60 * inputs], t = new float[60];
            for (int i = 0; i < x.length; i++) {
                x[i] = rng.gaussian();
            }
            for (int i = 0; i < t.length; i++) {
                t[i] = classes ? i % 3 : x[i];
            }
            return classes
                    ? Table.classification(inputs, x, t, List.of("a", "b", "c"))
                    : Table.regression(inputs, x, 1, t);
        }
    }

    private static final Dataset DOTS = new Dots(6, true);

    private static List<String> problems(
            Dataset data, LearningRule rule, Optimizer o, int batch, LossFunction loss, LayerKind... layers) {
        return problems(data, rule, o, batch, List.of(), loss, layers);
    }

    private static List<String> problems(
            Dataset data,
            LearningRule rule,
            Optimizer o,
            int batch,
            List<Requirement> waive,
            LossFunction loss,
            LayerKind... layers) {
        DataSpec source = new DataSpec(
                InstanceRecipe.of(Kind.DATASET, data),
                new DataSpec.Settings(-1, 0.1, DataSpec.Scaling.NONE, DataSpec.Coding.ONE_HOT, 0));
        List<Recipe<LayerKind>> network = Stream.of(layers)
                .<Recipe<LayerKind>>map(l -> InstanceRecipe.of(Kind.LAYER, l))
                .toList();
        RunSpec spec = new RunSpec(
                new RunSpec.Learning(
                        source,
                        network,
                        InstanceRecipe.of(Kind.LOSS, loss),
                        InstanceRecipe.of(Kind.LEARNING_RULE, rule)),
                InstanceRecipe.of(Kind.OPTIMIZER, o),
                new TrainingSettings(
                        1,
                        0,
                        new BatchSize(batch),
                        TrainingSettings.Reduction.MEAN,
                        TrainingSettings.Order.RESHUFFLED,
                        0,
                        0,
                        TrainingSettings.Keep.LAST,
                        waive),
                List.of(),
                false,
                "");
        Runner runner = new Runner(new DataCache());
        return runner.check(spec, TrainingHarness.SEED).incompatibilities().stream()
                .map(m -> m.path() + ": " + m.reason())
                .toList();
    }

    @Test
    void whatFitsIsNotRefused() {
        assertEquals(List.of(), problems(DOTS, new Backpropagation(), SAM, 8, CE, HIDDEN, OUTPUT));
        assertEquals(
                List.of(),
                problems(
                        DOTS,
                        new KolenPollack(0.001f),
                        new ParameterSplit(ParameterSplit.Part.HIDDEN, MUON, SGD),
                        8,
                        CE,
                        HIDDEN,
                        HIDDEN,
                        OUTPUT));
        assertEquals(List.of(), problems(DOTS, new Backpropagation(), WHOLE, TRAINING, CE, HIDDEN, OUTPUT));
    }

    @Test
    void activationsThatDoNotSuitTheRule() {
        assertEquals(
                List.of("rule: demanding needs activations that are never negative"),
                problems(DOTS, Demanding.of(Requirement.NOT_NEGATIVE), SGD, 8, CE, HIDDEN, OUTPUT));
        assertEquals(
                List.of("rule: Backpropagation needs activations with a slope in every layer"),
                problems(
                        DOTS,
                        new Backpropagation(),
                        SGD,
                        8,
                        new SumOfSquares(),
                        HIDDEN,
                        TrainingTask.dense(3, new Threshold())));
    }

    @Test
    void networksOfTheWrongShape() {
        assertEquals(
                List.of("network.1: Backpropagation needs a last layer as wide as the targets: the layer has 4"
                        + " outputs, the data has 3 targets"),
                problems(DOTS, new Backpropagation(), SGD, 8, CE, HIDDEN, TrainingTask.dense(4, new Softmax())));
        assertEquals(
                List.of("rule: difference-target-propagation needs at least one hidden layer"),
                problems(DOTS, new TargetPropagation(0.5f, 0.1f), SGD, 8, CE, OUTPUT));
        assertEquals(
                List.of("rule: demanding needs a network of exactly one layer"),
                problems(DOTS, Demanding.of(Requirement.ONE_LAYER), SGD, 8, CE, HIDDEN, OUTPUT));
        LayerKind pooled = new Convolution(1, 3, 3, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS);
        assertEquals(
                List.of("rule: demanding needs layers of synapses and an activation only: no pooling, normalisation,"
                        + " dropout or recurrence"),
                problems(DOTS, Demanding.of(Requirement.PLAIN_LAYERS), SGD, 8, CE, pooled, OUTPUT));
    }

    @Test
    void dataThatDoNotSuitTheRule() {
        assertEquals(
                List.of("rule: demanding needs data with classes"),
                problems(
                        new Dots(6, false),
                        Demanding.of(Requirement.CLASSES),
                        SGD,
                        8,
                        new SumOfSquares(),
                        TrainingTask.dense(4, new Tanh())));
    }

    @Test
    void optimizersThatNeedTheWholeTruth() {
        String full = " needs the whole training set in every batch (training.batch: full)";
        assertEquals(
                List.of("optimizer: choosy" + full),
                problems(DOTS, new Backpropagation(), Choosy.of(Requirement.FULL_BATCH), 8, CE, HIDDEN, OUTPUT));
        assertEquals(
                List.of(
                        "optimizer: choosy" + full,
                        "optimizer: choosy needs a rule that returns the gradient of the loss it reports, such"
                                + " as backprop"),
                problems(DOTS, new KolenPollack(0), WHOLE, 8, CE, HIDDEN, OUTPUT));
        assertEquals(
                List.of("optimizer: ema" + full),
                problems(
                        DOTS,
                        new Backpropagation(),
                        new Ema(0.9f, Choosy.of(Requirement.FULL_BATCH)),
                        8,
                        CE,
                        HIDDEN,
                        OUTPUT));
        assertEquals(
                List.of(),
                problems(
                        DOTS,
                        new KolenPollack(0),
                        WHOLE,
                        8,
                        List.of(Requirement.FULL_BATCH, Requirement.TRUE_GRADIENT),
                        CE,
                        HIDDEN,
                        OUTPUT),
                "waived");
    }

    /** A rule that only asks. */
    @Component("demanding")
    record Demanding(Set<Requirement> requirements) implements LearningRule {
        static LearningRule of(Requirement... needs) {
            return new Demanding(Set.of(needs));
        }

        @Override
        public BoundRule bind(Setup setup) {
            return batch -> 0;
        }
    }

    /** Plain descent that asks for more. */
    @Component("choosy")
    record Choosy(Set<Requirement> requirements, boolean matrices) implements Optimizer {
        static Optimizer of(Requirement... needs) {
            return new Choosy(Set.of(needs), false);
        }

        @Override
        public boolean supports(Parameter p) {
            return !matrices || p.rows() > 1 && p.cols() > 1;
        }

        @Override
        public void update(Step s) {
            s.updateWith("base", SGD);
        }
    }

    /** A rule that is its own step. */
    @Component("own-step")
    record OwnStep() implements LearningRule {
        @Override
        public Set<Requirement> requirements() {
            return Set.of(Requirement.PROPORTIONAL_STEP);
        }

        @Override
        public BoundRule bind(Setup setup) {
            return batch -> 0;
        }
    }

    @Test
    void optimizersThatChangeTheStepOfARuleThatIsOne() {
        assertEquals(
                List.of("rule: own-step needs an optimizer whose step is a multiple of what the rule says, such as"
                        + " sgd"),
                problems(DOTS, new OwnStep(), SAM, 8, CE, HIDDEN, OUTPUT));
        assertEquals(List.of(), problems(DOTS, new OwnStep(), new GradientDescent(0.1f), 8, CE, HIDDEN, OUTPUT));
        assertEquals(
                List.of(),
                problems(DOTS, new OwnStep(), SAM, 8, List.of(Requirement.PROPORTIONAL_STEP), CE, HIDDEN, OUTPUT),
                "waived");
    }

    @Test
    void parametersThatAnOptimizerCannotStep() {
        assertEquals(
                List.of("optimizer: choosy: Choosy cannot step layer0/bias (7x1); give that parameter to another"
                        + " optimizer"),
                problems(DOTS, new Backpropagation(), MUON, 8, CE, HIDDEN, OUTPUT));
        assertEquals(
                List.of("optimizer: split: ParameterSplit cannot step layer0/bias (7x1); give that parameter to another"
                        + " optimizer"),
                problems(
                        DOTS,
                        new Backpropagation(),
                        new ParameterSplit(ParameterSplit.Part.HIDDEN, SGD, MUON),
                        8,
                        CE,
                        HIDDEN,
                        OUTPUT));
    }

    @Test
    void optimizersInTheWrongPlace() {
        assertEquals(
                List.of("optimizer: split: an optimizer that evaluates again cannot step a part of the"
                        + " parameters"),
                problems(
                        DOTS,
                        new Backpropagation(),
                        new ParameterSplit(ParameterSplit.Part.HIDDEN, MUON, SAM),
                        8,
                        CE,
                        HIDDEN,
                        HIDDEN,
                        OUTPUT));
        assertEquals(
                List.of("optimizer: chain: an optimizer that evaluates again has to come first"),
                problems(DOTS, new Backpropagation(), new Chain(List.of(new Clip(1), SAM)), 8, CE, HIDDEN, OUTPUT));
    }

    /** Writes what it may only read. */
    record ParameterWriter() implements Optimizer {
        @Override
        public void update(Step s) {
            s.theta()[0] += 1;
        }
    }

    @Test
    void optimizersThatWriteParameters() {
        assertEquals(
                List.of("optimizer: ParameterWriter: the optimizer ParameterWriter writes the parameters; it may only"
                        + " rewrite the gradient"),
                problems(DOTS, new Backpropagation(), new ParameterWriter(), 8, CE, HIDDEN, OUTPUT));
    }

    @Test
    void namesThatAreTakenTwice() {
        LearningRule twice = setup -> {
            setup.state("memory", 1, 1);
            setup.state("memory", 1, 1);
            return batch -> 0;
        };
        LearningRule heads = setup -> {
            setup.head("head", 7);
            setup.head("head", 7);
            return batch -> 0;
        };
        assertEquals(
                "two matrices are called memory",
                assertThrows(IncompatibleException.class, () -> new TrainingHarness(TrainingTask.typical(), twice))
                        .getMessage());
        assertEquals(
                "two parameters are called rule/head/weights",
                assertThrows(IncompatibleException.class, () -> new TrainingHarness(TrainingTask.typical(), heads))
                        .getMessage());
    }
}
