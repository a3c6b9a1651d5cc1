package dev.engram.testkit.refusing;

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
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.lab.Task;
import dev.engram.testkit.layers.Convolution;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.PlainDescent;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import dev.engram.testkit.parts.Threshold;
import dev.engram.testkit.parts.TrueGradient;
import dev.engram.testkit.standins.Chain;
import dev.engram.testkit.standins.Clip;
import dev.engram.testkit.standins.Ema;
import dev.engram.testkit.standins.Fixed;
import dev.engram.testkit.standins.KolenPollack;
import dev.engram.testkit.standins.Sam;
import dev.engram.testkit.standins.Split;
import dev.engram.testkit.standins.TargetPropagation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What does not go together is refused before anything runs, in words that say why. */
class MisfitTest {
  private static final int TRAINING = 43;
  private static final Optimizer SGD = new PlainDescent(0.1f), SAM = new Sam(0.05f, SGD);
  private static final LossFunction CE = new CrossEntropy();
  private static final Optimizer MUON = new Choosy(Set.of(), true);
  private static final Optimizer WHOLE = Choosy.of(Requirement.FULL_BATCH, Requirement.TRUE_GRADIENT);
  private static final LayerKind HIDDEN = Task.dense(7, new Tanh()), OUTPUT = Task.dense(3, new Softmax());

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

  private static List<String> said(
      Dataset data,
      LearningRule rule,
      Optimizer o,
      int batch,
      LossFunction loss,
      LayerKind... layers) {
    return said(data, rule, o, batch, List.of(), loss, layers);
  }

  private static List<String> said(
      Dataset data,
      LearningRule rule,
      Optimizer o,
      int batch,
      List<Requirement> waive,
      LossFunction loss,
      LayerKind... layers) {
    DataSpec source = new DataSpec(Fixed.of(Kind.DATASET, data),
        new DataSpec.Settings(-1, 0.1, DataSpec.Scaling.NONE, DataSpec.Coding.ONE_HOT, 0));
    List<Recipe<LayerKind>> network =
        Stream.of(layers).<Recipe<LayerKind>>map(l -> Fixed.of(Kind.LAYER, l)).toList();
    RunSpec spec =
        new RunSpec(
            new RunSpec.Learning(
                source, network, Fixed.of(Kind.LOSS, loss), Fixed.of(Kind.LEARNING_RULE, rule)),
            Fixed.of(Kind.OPTIMIZER, o),
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
    return runner.check(spec, Lab.SEED).incompatibilities().stream().map(m -> m.path() + ": " + m.reason()).toList();
  }

  @Test
  void whatFitsIsNotRefused() {
    assertEquals(List.of(), said(DOTS, new TrueGradient(), SAM, 8, CE, HIDDEN, OUTPUT));
    assertEquals(
        List.of(),
        said(
            DOTS,
            new KolenPollack(0.001f),
            new Split(Split.Part.HIDDEN, MUON, SGD),
            8,
            CE,
            HIDDEN,
            HIDDEN,
            OUTPUT));
    assertEquals(List.of(), said(DOTS, new TrueGradient(), WHOLE, TRAINING, CE, HIDDEN, OUTPUT));
  }

  @Test
  void activationsThatDoNotSuitTheRule() {
    assertEquals(List.of("rule: demanding needs activations that are never negative"),
        said(DOTS, Demanding.of(Requirement.NOT_NEGATIVE), SGD, 8, CE, HIDDEN, OUTPUT));
    assertEquals(List.of("rule: TrueGradient needs activations with a slope in every layer"),
        said(DOTS, new TrueGradient(), SGD, 8, new SumOfSquares(), HIDDEN, Task.dense(3, new Threshold())));
  }

  @Test
  void networksOfTheWrongShape() {
    assertEquals(
        List.of(
            "network.1: TrueGradient needs a last layer as wide as the targets: the layer has 4 outputs, the"
                + " data has 3 targets"),
        said(DOTS, new TrueGradient(), SGD, 8, CE, HIDDEN, Task.dense(4, new Softmax())));
    assertEquals(List.of("rule: difference-target-propagation needs at least one hidden layer"),
        said(DOTS, new TargetPropagation(0.5f, 0.1f), SGD, 8, CE, OUTPUT));
    assertEquals(
        List.of("rule: demanding needs a network of exactly one layer"),
        said(DOTS, Demanding.of(Requirement.ONE_LAYER), SGD, 8, CE, HIDDEN, OUTPUT));
    LayerKind pooled = new Convolution(1, 3, 3, new Tanh(), Task.GLOROT, Task.ZEROS);
    assertEquals(List.of("rule: demanding needs layers of synapses and an activation only: no pooling, normalisation,"
        + " dropout or recurrence"), said(DOTS, Demanding.of(Requirement.PLAIN_LAYERS), SGD, 8, CE, pooled, OUTPUT));
  }

  @Test
  void dataThatDoNotSuitTheRule() {
    assertEquals(List.of("rule: demanding needs data with classes"), said(new Dots(6, false), Demanding.of(Requirement.CLASSES),
        SGD, 8, new SumOfSquares(), Task.dense(4, new Tanh())));
  }

  @Test
  void optimizersThatNeedTheWholeTruth() {
    String full = " needs the whole training set in every batch (training.batch: full)";
    assertEquals(
        List.of("optimizer: choosy" + full),
        said(DOTS, new TrueGradient(), Choosy.of(Requirement.FULL_BATCH), 8, CE, HIDDEN, OUTPUT));
    assertEquals(
        List.of(
            "optimizer: choosy" + full,
            "optimizer: choosy needs a rule that returns the gradient of the loss it reports, such"
                + " as backprop"),
        said(DOTS, new KolenPollack(0), WHOLE, 8, CE, HIDDEN, OUTPUT));
    assertEquals(List.of("optimizer: ema" + full),
        said(DOTS, new TrueGradient(), new Ema(0.9f, Choosy.of(Requirement.FULL_BATCH)), 8, CE, HIDDEN, OUTPUT));
    assertEquals(List.of(), said(DOTS, new KolenPollack(0), WHOLE, 8,
        List.of(Requirement.FULL_BATCH, Requirement.TRUE_GRADIENT), CE, HIDDEN, OUTPUT), "waived");
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
    assertEquals(List.of("rule: own-step needs an optimizer whose step is a multiple of what the rule says, such as sgd"),
        said(DOTS, new OwnStep(), SAM, 8, CE, HIDDEN, OUTPUT));
    assertEquals(List.of(), said(DOTS, new OwnStep(), new PlainDescent(0.1f), 8, CE, HIDDEN, OUTPUT));
    assertEquals(List.of(), said(DOTS, new OwnStep(), SAM, 8, List.of(Requirement.PROPORTIONAL_STEP), CE, HIDDEN, OUTPUT),
        "waived");
  }

  @Test
  void parametersThatAnOptimizerCannotStep() {
    assertEquals(
        List.of(
            "optimizer: choosy: Choosy cannot step layer0/bias (7x1); give that parameter to another"
                + " optimizer"),
        said(DOTS, new TrueGradient(), MUON, 8, CE, HIDDEN, OUTPUT));
    assertEquals(
        List.of(
            "optimizer: split: Split cannot step layer0/bias (7x1); give that parameter to another"
                + " optimizer"),
        said(DOTS, new TrueGradient(), new Split(Split.Part.HIDDEN, SGD, MUON), 8, CE, HIDDEN, OUTPUT));
  }

  @Test
  void optimizersInTheWrongPlace() {
    assertEquals(
        List.of(
            "optimizer: split: an optimizer that evaluates again cannot step a part of the"
                + " parameters"),
        said(
            DOTS,
            new TrueGradient(),
            new Split(Split.Part.HIDDEN, MUON, SAM),
            8,
            CE,
            HIDDEN,
            HIDDEN,
            OUTPUT));
    assertEquals(List.of("optimizer: chain: an optimizer that evaluates again has to come first"),
        said(DOTS, new TrueGradient(), new Chain(List.of(new Clip(1), SAM)), 8, CE, HIDDEN, OUTPUT));
  }

  /** Writes what it may only read. */
  record Intruder() implements Optimizer {
    @Override
    public void update(Step s) {
      s.theta()[0] += 1;
    }
  }

  @Test
  void optimizersThatWriteParameters() {
    assertEquals(
        List.of(
            "optimizer: Intruder: the optimizer Intruder writes the parameters; it may only rewrite"
                + " the gradient"),
        said(DOTS, new TrueGradient(), new Intruder(), 8, CE, HIDDEN, OUTPUT));
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
        assertThrows(IncompatibleException.class, () -> new Lab(Task.usual(), twice)).getMessage());
    assertEquals(
        "two parameters are called rule/head/weights",
        assertThrows(IncompatibleException.class, () -> new Lab(Task.usual(), heads)).getMessage());
  }
}
