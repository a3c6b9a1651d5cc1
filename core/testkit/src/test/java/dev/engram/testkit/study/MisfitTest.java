package dev.engram.testkit.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.testkit.lab.Task;
import dev.engram.testkit.lab.Lab;
import dev.engram.testkit.parts.PlainDescent;
import dev.engram.engine.network.LayerKind;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.spec.BatchSize;
import dev.engram.engine.spec.DataSpec;
import dev.engram.engine.spec.Recipe;
import dev.engram.engine.spec.RunSpec;
import dev.engram.engine.spec.Training;
import dev.engram.engine.train.DataCache;
import dev.engram.engine.train.Runner;
import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Misfit;
import dev.engram.spi.Need;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Rng;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import dev.engram.spi.Step;
import dev.engram.testkit.study.function.CrossEntropy;
import dev.engram.testkit.study.function.Relu;
import dev.engram.testkit.study.function.Sign;
import dev.engram.testkit.study.function.Softmax;
import dev.engram.testkit.study.function.Sse;
import dev.engram.testkit.study.function.Tanh;
import dev.engram.testkit.study.layer.Convolution;
import dev.engram.testkit.study.optimizer.Chain;
import dev.engram.testkit.study.optimizer.Clip;
import dev.engram.testkit.study.optimizer.Ema;
import dev.engram.testkit.study.optimizer.Lbfgs;
import dev.engram.testkit.study.optimizer.Muon;
import dev.engram.testkit.study.optimizer.Rprop;
import dev.engram.testkit.study.optimizer.Sam;
import dev.engram.testkit.study.optimizer.Sgd;
import dev.engram.testkit.study.optimizer.Split;
import dev.engram.testkit.study.rule.Backprop;
import dev.engram.testkit.study.rule.Delta;
import dev.engram.testkit.study.rule.EquilibriumPropagation;
import dev.engram.testkit.study.rule.FeedbackAlignment;
import dev.engram.testkit.study.rule.ForwardForward;
import dev.engram.testkit.study.rule.KolenPollack;
import dev.engram.testkit.study.rule.Layerwise;
import dev.engram.testkit.study.rule.Pepita;
import dev.engram.testkit.study.rule.PredictiveCoding;
import dev.engram.testkit.study.rule.SoftHebb;
import dev.engram.testkit.study.rule.TargetPropagation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What does not go together is refused before anything runs, in words that say why. */
class MisfitTest {
  private static final int TRAINING = 43;
  private static final Optimizer SGD = new Sgd(0.1f), SAM = new Sam(0.05f, SGD);
  private static final LossFunction CE = new CrossEntropy(1e-7f);
  private static final Optimizer MUON = new Muon(0.02f, 0.95f, 0);
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
          ? Table.ofClasses(inputs, x, t, List.of("a", "b", "c"))
          : Table.ofNumbers(inputs, x, 1, t);
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
      List<Need> waive,
      LossFunction loss,
      LayerKind... layers) {
    DataSpec source = new DataSpec(Fixed.of(Kind.DATASET, data),
        new DataSpec.Use(-1, 0.1, DataSpec.Scaling.NONE, DataSpec.Coding.ONE_HOT, 0));
    List<Recipe<LayerKind>> network =
        Stream.of(layers).<Recipe<LayerKind>>map(l -> Fixed.of(Kind.LAYER, l)).toList();
    RunSpec spec =
        new RunSpec(
            new RunSpec.Learning(
                source, network, Fixed.of(Kind.LOSS, loss), Fixed.of(Kind.LEARNING_RULE, rule)),
            Fixed.of(Kind.OPTIMIZER, o),
            new Training(
                1,
                0,
                new BatchSize(batch),
                Training.Order.RESHUFFLED,
                0,
                0,
                Training.Keep.LAST,
                waive),
            List.of(),
            false,
            "");
    Runner runner = new Runner(new DataCache());
    return runner.check(spec, Lab.SEED).misplaced().stream().map(m -> m.path() + ": " + m.reason()).toList();
  }

  @Test
  void whatFitsIsNotRefused() {
    assertEquals(List.of(), said(DOTS, new Backprop(), SAM, 8, CE, HIDDEN, OUTPUT));
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
    assertEquals(List.of(), said(DOTS, new Backprop(), new Lbfgs(1, 4, 1e-4f), TRAINING, CE, HIDDEN, OUTPUT));
  }

  @Test
  void activationsThatDoNotSuitTheRule() {
    assertEquals(List.of("rule: forward-forward needs activations that are never negative"),
        said(DOTS, new ForwardForward(1), SGD, 8, CE, HIDDEN, OUTPUT));
    assertEquals(List.of("rule: backprop needs activations with a slope in every layer"),
        said(DOTS, new Backprop(), SGD, 8, new Sse(), HIDDEN, Task.dense(3, new Sign())));
  }

  @Test
  void networksOfTheWrongShape() {
    assertEquals(
        List.of(
            "rule: backprop needs a last layer as wide as the targets: the layer has 4 outputs, the"
                + " data has 3 targets"),
        said(DOTS, new Backprop(), SGD, 8, CE, HIDDEN, Task.dense(4, new Softmax())));
    assertEquals(List.of("rule: difference-target-propagation needs at least one hidden layer"),
        said(DOTS, new TargetPropagation(0.5f, 0.1f), SGD, 8, CE, OUTPUT));
    assertEquals(
        List.of("rule: delta needs a network of exactly one layer"),
        said(DOTS, new Delta(), SGD, 8, CE, HIDDEN, OUTPUT));
    assertEquals(
        List.of(
            "rule: layerwise needs a last layer as wide as the targets: the layer has 4 outputs,"
                + " the data has 3 targets"),
        said(
            DOTS,
            new Layerwise(new SoftHebb(1), new Delta()),
            SGD,
            8,
            CE,
            HIDDEN,
            Task.dense(4, new Softmax())));
    LayerKind pooled = new Convolution(1, 3, 3, new Tanh(), Task.GLOROT, Task.ZEROS);
    for (LearningRule rule :
        List.of(
            new PredictiveCoding(10, 0.1f, false),
            new Pepita(0.05f),
            new EquilibriumPropagation(0.1f, 5, 5, true))) {
      String name = rule.getClass().getAnnotation(Component.class).value();
      assertEquals(
          List.of(
              "rule: "
                  + name
                  + " needs layers of synapses and an activation only: no pooling, normalisation,"
                  + " dropout or recurrence"),
          said(DOTS, rule, SGD, 8, CE, pooled, OUTPUT));
    }
  }

  @Test
  void dataThatDoNotSuitTheRule() {
    assertEquals(List.of("rule: forward-forward needs data with classes"),
        said(new Dots(6, false), new ForwardForward(1), SGD, 8, new Sse(), Task.dense(4, new Relu())));
    assertEquals(
        List.of(
            "rule: forward-forward: the label is written into the first 3 inputs, but there are"
                + " only 2"),
        said(new Dots(2, true), new ForwardForward(1), SGD, 8, CE, Task.dense(4, new Relu())));
  }

  @Test
  void optimizersThatNeedTheWholeTruth() {
    String full = " needs the whole training set in every batch (training.batch: full)";
    assertEquals(
        List.of("optimizer: rprop" + full),
        said(DOTS, new Backprop(), new Rprop(0.01f, 0.5f, 1.2f, 0, 1), 8, CE, HIDDEN, OUTPUT));
    assertEquals(
        List.of(
            "optimizer: l-bfgs" + full,
            "optimizer: l-bfgs needs a rule that returns the gradient of the loss it reports, such"
                + " as backprop"),
        said(DOTS, new FeedbackAlignment(1), new Lbfgs(1, 4, 1e-4f), 8, CE, HIDDEN, OUTPUT));
    assertEquals(List.of("optimizer: ema" + full),
        said(DOTS, new Backprop(), new Ema(0.9f, new Rprop(0.01f, 0.5f, 1.2f, 0, 1)), 8, CE, HIDDEN, OUTPUT));
    assertEquals(List.of(), said(DOTS, new FeedbackAlignment(1), new Lbfgs(1, 4, 1e-4f), 8,
        List.of(Need.FULL_BATCH, Need.TRUE_GRADIENT), CE, HIDDEN, OUTPUT), "waived");
  }

  /** A rule that is its own step. */
  @Component("own-step")
  record OwnStep() implements LearningRule {
    @Override
    public Set<Need> needs() {
      return Set.of(Need.PROPORTIONAL_STEP);
    }

    @Override
    public Session open(Setup setup) {
      return batch -> 0;
    }
  }

  @Test
  void optimizersThatChangeTheStepOfARuleThatIsOne() {
    assertEquals(List.of("rule: own-step needs an optimizer whose step is a multiple of what the rule says, such as sgd"),
        said(DOTS, new OwnStep(), SAM, 8, CE, HIDDEN, OUTPUT));
    assertEquals(List.of(), said(DOTS, new OwnStep(), new PlainDescent(0.1f), 8, CE, HIDDEN, OUTPUT));
    assertEquals(List.of(), said(DOTS, new OwnStep(), SAM, 8, List.of(Need.PROPORTIONAL_STEP), CE, HIDDEN, OUTPUT),
        "waived");
  }

  @Test
  void parametersThatAnOptimizerCannotStep() {
    assertEquals(
        List.of(
            "optimizer: muon: Muon cannot step layer0/bias (7x1); give that parameter to another"
                + " optimizer"),
        said(DOTS, new Backprop(), MUON, 8, CE, HIDDEN, OUTPUT));
    assertEquals(
        List.of(
            "optimizer: split: Split cannot step layer0/bias (7x1); give that parameter to another"
                + " optimizer"),
        said(DOTS, new Backprop(), new Split(Split.Part.HIDDEN, SGD, MUON), 8, CE, HIDDEN, OUTPUT));
  }

  @Test
  void optimizersInTheWrongPlace() {
    assertEquals(
        List.of(
            "optimizer: split: an optimizer that evaluates again cannot step a part of the"
                + " parameters"),
        said(
            DOTS,
            new Backprop(),
            new Split(Split.Part.HIDDEN, MUON, SAM),
            8,
            CE,
            HIDDEN,
            HIDDEN,
            OUTPUT));
    assertEquals(List.of("optimizer: chain: an optimizer that evaluates again has to come first"),
        said(DOTS, new Backprop(), new Chain(List.of(new Clip(1), SAM)), 8, CE, HIDDEN, OUTPUT));
  }

  /** Writes what it may only read. */
  record Intruder() implements Optimizer {
    @Override
    public void rewrite(Step s) {
      s.theta()[0] += 1;
    }
  }

  @Test
  void optimizersThatWriteParameters() {
    assertEquals(
        List.of(
            "optimizer: Intruder: the optimizer Intruder writes the parameters; it may only rewrite"
                + " the gradient"),
        said(DOTS, new Backprop(), new Intruder(), 8, CE, HIDDEN, OUTPUT));
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
        assertThrows(Misfit.class, () -> new Lab(Task.usual(), twice)).getMessage());
    assertEquals(
        "two parameters are called rule/head/weights",
        assertThrows(Misfit.class, () -> new Lab(Task.usual(), heads)).getMessage());
  }
}
