package dev.engram.app.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.yaml.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that users of PyTorch, Keras and scikit-learn type lead to a line that works. */
class LibraryAliasesTest {
    private static final List<String> SUITE = List.of(
            "data: digits",
            "network: [{dense: {units: 32, activation: tanh}}, {dense: {units: 10, activation: softmax}}]",
            "loss: cross-entropy",
            "optimizer: {sgd: {rate: 0.1}}",
            "training: {epochs: 1}");

    private static Catalog catalog;

    @TempDir
    private Path folder;

    @BeforeAll
    static void loadCatalog() throws IOException, ClassNotFoundException {
        catalog = ShippedCatalog.load();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        criterion: CrossEntropyLoss       | did you mean loss? Write loss: cross-entropy
        loss_fn: MSELoss                  | did you mean loss? Write loss: mse
        model: [64, 32]                   | did you mean network? Write network: [{dense: {units: 64, activation: \
        relu}}, {dense: {units: 32, activation: relu}}, {dense: {units: 10, activation: softmax}}]
        hidden_layer_sizes: [100]         | did you mean network? Write network: [{dense: {units: 100, activation: \
        relu}}, {dense: {units: 10, activation: softmax}}]
        layers: [{dense: {units: 10, activation: softmax}}] | did you mean network? Write network: [{dense: {units: \
        10, activation: softmax}}]
        dataset: iris                     | did you mean data? Write data: iris
        train_data: iris                  | did you mean data? Write data: iris
        metrics: [acc]                    | did you mean measure? Write measure: [accuracy]
        metrics: accuracy                 | did you mean measure? Write measure: [accuracy]
        solver: Adam                      | did you mean optimizer? Write optimizer: adam
        learning_rule: dfa                | did you mean rule? Write rule: direct-feedback-alignment
        seed: 42                          | did you mean seeds? Write seeds: [42]
        random_state: 0                   | did you mean seeds? Write seeds: [0]
        n_repeats: 5                      | did you mean seeds? Write seeds: 5
        title: test                       | did you mean name? Write name: test
        description: a test               | did you mean about? Write about: a test
        epochs: 10                        | did you mean training.epochs? Write training: {epochs: 10}
        num_epochs: 10                    | did you mean training.epochs? Write training: {epochs: 10}
        max_iter: 200                     | did you mean training.epochs? Write training: {epochs: 200}
        batch_size: 64                    | did you mean training.batch? Write training: {epochs: 1, batch: 64}
        early_stopping: true              | did you mean training.patience? Write training: {epochs: 1, patience: 10}
        early_stopping: {patience: 5}     | did you mean training.patience? Write training: {epochs: 1, patience: 5}
        EarlyStopping: 3                  | did you mean training.patience? Write training: {epochs: 1, patience: 3}
        shuffle: false                    | did you mean training.order? Write training: {epochs: 1, order: as-is}
        test_size: 0.25                   | did you mean data.digits.test? Write data: {digits: {test: 0.25}}
        validation_split: 0.2             | did you mean data.digits.validation? Write data: {digits: {validation: 0.2}}
        normalize: true                   | did you mean data.digits.scaling? Write data: {digits: {scaling: standard}}
        cv: 5                             | did you mean data.digits.folds? Write data: {digits: {folds: 5}}
        lr: 0.5                           | did you mean optimizer.sgd.rate? Write optimizer: {sgd: {rate: 0.5}}
        learning_rate: 0.5                | did you mean optimizer.sgd.rate? Write optimizer: {sgd: {rate: 0.5}}
        learning_rate_init: 0.5           | did you mean optimizer.sgd.rate? Write optimizer: {sgd: {rate: 0.5}}
        momentum: 0.9                     | did you mean the optimizer momentum? Write optimizer: {momentum: {rate: \
        0.1, momentum: 0.9}}
        weight_decay: 1e-4                | did you mean the optimizer weight-decay? Write optimizer: [{weight-decay: \
        {decay: 1e-4}}, {sgd: {rate: 0.1}}]
        max_grad_norm: 1                  | did you mean the optimizer clip-by-global-norm? Write optimizer: \
        [{clip-by-global-norm: {norm: 1}}, {sgd: {rate: 0.1}}]
        lr_scheduler: CosineAnnealingLR   | did you mean optimizer.sgd.rate? Write optimizer: {sgd: {rate: {cosine: \
        {start: 0.1}}}}
        lr_scheduler: OneCycleLR          | did you mean optimizer.sgd.rate? Write optimizer: {sgd: {rate: \
        {one-cycle: {peak: 0.1}}}}
        """)
    void aTopLevelNameLeadsToTheLineToWrite(String given, String hint) throws IOException, InvalidInputException {
        List<String> written = new ArrayList<>(SUITE);
        written.add(given);
        String key = given.substring(0, given.indexOf(':'));
        assertProblem(written, key + ": unknown key; " + hint);
        read(with(lineOf(hint)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        optimizer: {sgd: {lr: 0.5}}                 | lr: 0.5              | did you mean rate? Write rate: 0.5
        optimizer: {adam: {learning_rate: 0.5}}     | learning_rate: 0.5   | did you mean rate? Write rate: 0.5
        optimizer: {adam: {betas: [0.8, 0.99]}}     | betas: [0.8, 0.99]   | did you mean beta1 and beta2? Write \
        beta1: 0.8, beta2: 0.99
        optimizer: {adam: {beta_1: 0.8}}            | beta_1: 0.8          | did you mean beta1? Write beta1: 0.8
        optimizer: {adam: {eps: 1e-6}}              | eps: 1e-6            | did you mean epsilon? Write epsilon: 1e-6
        optimizer: {adamw: {weight_decay: 0.1}}     | weight_decay: 0.1    | did you mean decay? Write decay: 0.1
        optimizer: {rmsprop: {rho: 0.9}}            | rho: 0.9             | did you mean alpha? Write alpha: 0.9
        optimizer: {adam: {lr_scheduler: cosine}}   | lr_scheduler: cosine | did you mean rate? Write rate: {cosine: \
        {start: 0.001}}
        training: {num_epochs: 3}                   | num_epochs: 3        | did you mean epochs? Write epochs: 3
        training: {epochs: 3, batch_size: 8}        | batch_size: 8        | did you mean batch? Write batch: 8
        training: {epochs: 3, early_stopping: true} | early_stopping: true | did you mean patience? Write patience: 10
        training: {epochs: 3, shuffle: true}        | shuffle: true        | did you mean order? Write order: reshuffled
        data: {digits: {test_size: 0.2}}            | test_size: 0.2       | did you mean test? Write test: 0.2
        data: {digits: {scaler: MinMaxScaler}}      | scaler: MinMaxScaler | did you mean scaling? Write scaling: range
        network: [{dense: {out_features: 10, activation: softmax}}] | out_features: 10 | did you mean units? Write \
        units: 10
        network: [{dense: {units: 10, act: softmax}}] | act: softmax | did you mean activation? Write activation: \
        softmax
        network: [{dense: {units: 10, activation: softmax, kernel_initializer: xavier_uniform}}] | \
        kernel_initializer: xavier_uniform | did you mean weights? Write weights: glorot-uniform
        data: {csv: {file: t.csv, sep: tab}} | sep: tab | did you mean delimiter? Write delimiter: tab
        data: {csv: {file: t.csv, label_column: k}} | label_column: k | did you mean target? Write target: k
        data: {image-folder: {folder: photos}} | folder: photos | did you mean directory? Write directory: photos
        network: [{conv: {filters: 8, kernel: 3}}, {dense: {units: 10, activation: softmax}}] | filters: 8 | did you \
        mean maps? Write maps: 8
        network: [{conv: {maps: 8, kernel_size: 3}}, {dense: {units: 10, activation: softmax}}] | kernel_size: 3 | \
        did you mean kernel? Write kernel: 3
        network: [{conv: {maps: 8, kernel: 3}}, {max-pool: {pool_size: 2}}, {dense: {units: 10, activation: \
        softmax}}] | pool_size: 2 | did you mean size? Write size: 2
        """)
    void aNameInsideASectionLeadsToTheLineToWrite(String given, String part, String hint)
            throws IOException, InvalidInputException {
        assertProblem(with(given), part.substring(0, part.indexOf(':')) + ": unknown key; " + hint);
        read(with(given.replace(part, lineOf(hint))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        optimizer: {sgd: {lr: 0.1, momentum: 0.9}}   | momentum | did you mean the optimizer momentum? Write \
        optimizer: {momentum: {rate: 0.1, momentum: 0.9}}
        optimizer: {sgd: {rate: 0.1, momentum: 0.9, nesterov: true}} | nesterov | did you mean the optimizer \
        nesterov? Write optimizer: {nesterov: {rate: 0.1, momentum: 0.9}}
        optimizer: {adam: {amsgrad: true}}           | amsgrad | did you mean the optimizer amsgrad? Write optimizer: \
        {amsgrad: {}}
        optimizer: {adam: {rate: 0.1, weight_decay: 1e-4}} | weight_decay | did you mean the optimizer weight-decay? \
        Write optimizer: [{weight-decay: {decay: 1e-4}}, {adam: {rate: 0.1}}]
        optimizer: {sgd: {rate: 0.1, clipnorm: 1}}   | clipnorm | did you mean the optimizer clip-by-global-norm? \
        Write optimizer: [{clip-by-global-norm: {norm: 1}}, {sgd: {rate: 0.1}}]
        """)
    void aSettingOfAnotherOptimizerLeadsToThatOptimizer(String given, String key, String hint)
            throws IOException, InvalidInputException {
        assertProblem(with(given), key + ": unknown key; " + hint);
        read(with(lineOf(hint)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        optimizer: Adam                        | adam
        optimizer: SGD                         | sgd
        optimizer: AdamW                       | adamw
        optimizer: RMSprop                     | rmsprop
        optimizer: LBFGS                       | l-bfgs
        optimizer: NAG                         | nesterov
        loss: CrossEntropyLoss                 | cross-entropy
        loss: sparse_categorical_crossentropy  | cross-entropy
        loss: BCELoss                          | binary-cross-entropy
        loss: MSELoss                          | mse
        loss: L1Loss                           | mae
        loss: SmoothL1Loss                     | smooth-l1
        loss: KLDivLoss                        | kl-divergence
        rule: backpropagation                  | backprop
        rule: DFA                              | direct-feedback-alignment
        measure: [acc]                         | accuracy
        network: [{dense: {units: 10, activation: Softmax}}]   | softmax
        network: [{dense: {units: 10, activation: LeakyReLU}}] | leaky-relu
        network: [{dense: {units: 10, activation: SiLU}}] | silu
        network: [{dense: {units: 10, activation: swish}}] | silu
        network: [{dense: {units: 10, weights: trunc_normal_}}] | truncated-normal
        network: [{dense: {units: 10, activation: logistic}}]  | sigmoid
        network: [{dense: {units: 10, weights: xavier_normal}}]   | glorot-normal
        network: [{dense: {units: 10, weights: kaiming_uniform}}] | he-uniform
        network: [{Linear: {units: 10}}]       | dense
        network: [{linear: {units: 10}}]       | dense
        optimizer: {sgd: {rate: {ExponentialLR: {}}}} | exponential
        optimizer: {sgd: {rate: {StepLR: {}}}} | step
        """)
    void aComponentOfAnotherLibraryLeadsToOurs(String given, String name) {
        assertProblem(with(given), "; did you mean " + name + "?");
    }

    @Test
    void theLineToWriteForASettingOutsideTheOptimizerHasOurNamesInside() throws IOException, InvalidInputException {
        List<String> lines = with("optimizer: {adam: {learning_rate: 0.5, beta_1: 0.8}}");
        lines.add("lr_scheduler: CosineAnnealingLR");
        String hint = "optimizer: {adam: {rate: {cosine: {start: 0.5}}, beta1: 0.8}}";
        assertProblem(lines, "lr_scheduler: unknown key; did you mean optimizer.adam.rate? Write " + hint);
        read(with(hint));
    }

    @Test
    void anOptionAVariantAndAnAxisAreSuggestedInTheirOwnForm() {
        assertEquals(
                "--set lr=0.5 lr: there is no key called 'lr'; did you mean optimizer.sgd.rate?"
                        + " Write --set optimizer.sgd.rate=0.5",
                problems(SUITE, "lr=0.5"));
        assertProblem(
                with("compare: {batch_size: [16, 32]}"),
                "compare.batch_size: unknown key 'batch_size'; did you mean training.batch?"
                        + " Write training.batch: [16, 32]");
        assertProblem(
                with("compare: [{name: a, epochs: 2}, {name: b}]"),
                "compare.0.epochs: unknown key 'epochs'; did you mean training.epochs? Write training.epochs: 2");
        assertProblem(
                with("tune: {space: {optimizer.sgd.lr: {uniform: [0.1, 1]}}}"), "sgd has no lr; did you mean rate?");
    }

    @Test
    void theNumberOfInputsOfALayerNeedNotBeGiven() {
        assertProblem(
                with("network: [{dense: {in_features: 64, units: 10}}]"),
                "in_features: unknown key; remove it: the previous layer determines the number of inputs");
    }

    private static String lineOf(String hint) {
        return hint.substring(hint.indexOf("Write ") + "Write ".length());
    }

    /** The suite with a line in place of the one with the same key. */
    private static List<String> with(String line) {
        String key = line.substring(0, line.indexOf(':') + 1);
        List<String> lines = new ArrayList<>(SUITE);
        lines.removeIf(l -> l.startsWith(key));
        lines.add(line);
        return lines;
    }

    private void read(List<String> lines) throws IOException, InvalidInputException {
        SuiteReader.read(Files.write(folder.resolve("s.yaml"), lines), List.of(), catalog);
    }

    private void assertProblem(List<String> lines, String expected) {
        String found = problems(lines);
        assertTrue(found.contains(expected), found);
    }

    private String problems(List<String> lines, String... overrides) {
        return assertThrows(
                        InvalidInputException.class,
                        () -> SuiteReader.read(
                                Files.write(folder.resolve("s.yaml"), lines), List.of(overrides), catalog))
                .getMessage();
    }
}
