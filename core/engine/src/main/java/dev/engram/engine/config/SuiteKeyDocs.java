package dev.engram.engine.config;

/** The documentation of the keys of a suite in Markdown, a paragraph on a line. The reference is made of it. */
final class SuiteKeyDocs {
    static final String NAME = """
        Name of the suite, in results and in the store. Default: the name of the file.
        """;

    static final String ABOUT = """
        One sentence on what the suite shows.
        """;

    static final String EXTENDS = """
        Another suite whose settings this one takes over and changes:

        | in both files | result |
        |---|---|
        | `data`, `loss`, `rule`, `landscape`, `optimizer` with the same component | its hyperparameters merge key by \
        key, and so do components inside it |
        | the same key with another component, or with a name alone (`optimizer: sgd`) | replaced: the other \
        hyperparameters have their defaults |
        | `training`, `target`, `tune`, `compare`, `baseline`, `lint` | merge key by key; the value of a key, such as \
        the list of an axis or the whole `tune.space`, is replaced |
        | lists (`network`, `measure`, `problems`, `exclude`, an optimizer that is a chain) and single values | \
        replaced as a whole |
        | a top-level key without a value (`compare:`) | removed: its default holds |

        `name` and `about` are not inherited. A base can extend another suite. A file name in the base is relative \
        to the base. A problem is reported in the file that contains the value, and `--set` changes the merged suite.
        """;

    static final String DATA = """
        A data set. Its map contains the data set's own hyperparameters and the following settings, which every \
        data set accepts.

        `data: {iris: {folds: 10}}` is cross-validation: seeds 1 to 10 are the ten folds of one division, each the \
        test set once, and seeds 11 to 20 those of the next division; `seeds: 30` is three repeats. All cells \
        share the folds. Runs that share training data are not independent. Verdicts and intervals therefore use \
        the corrected resampled t test (Nadeau and Bengio 2003). Two cases fall back to the signed-rank test, and \
        the results say so: a run diverged, which a t test cannot include; or all folds differ by exactly the same \
        amount, which a t test would take for certainty.

        With `target-scaling`, a network learns scaled numbers: steps follow the gradient of the loss of scaled \
        targets, and the loss of phase `train` is that loss. Everything else is in the unit of the data set: \
        predictions and targets are scaled back before the validation and test metrics, including `loss`, read \
        them. A loss with a threshold, such as Huber's, therefore has it in scaled units while training. The output \
        layer must be able to reach the scaled values: `identity`, or `sigmoid` with `range`.

        `label-noise` and `input-noise` change the training data alone. Every amount of noise draws the same random \
        numbers, so the wrong labels at 0.1 are among those at 0.2, and cells can be compared in pairs.

        Examples have a shape: channels x height x width for images, and a number of inputs without positions for \
        tables. Layers such as `conv` need it; `dense` reads the same numbers whatever their shape. A data set whose \
        inputs are images written as columns gets one with `shape`.

        `augment` changes examples on their way to the network: `{cifar-10: {augment: [{crop: {padding: 4}}, flip]}}`. \
        The random numbers of a change depend on the seed, the epoch and the example, so cells see the same changes, \
        whatever their batch size and the number of workers. Validation and test data are changed only by what is \
        not random, such as `normalize`; so are the examples on which metrics inspect the training.
        """;

    static final String NETWORK = """
        Layers from first to last. `dense: {units, activation, weights, bias}` is a fully connected layer; \
        `weights` and `bias` name initializers.

        Layers such as `batch-norm` and `max-pool`, which have no weights, belong to the layer with weights before \
        them. Without trained parameters (`batch-norm: {affine: false}`), they can also come before the first layer \
        with weights, and compute its input. A network can end with any layer, such as `global-avg-pool` and an \
        `activation`.

        Hidden layers that differ only in their units have a short form, which stands for the list of layers: a run \
        is the same run in both forms.

            network:
              hidden: [64, 64]                         # units of each hidden layer; one number is one layer
              template: {dense: {activation: tanh}}    # the hidden layer, without its units
              output: {dense: {units: 10, activation: softmax}}

        `network.hidden` is also the path of an axis over width or depth: `compare: {network.hidden: [16, 64, 256]}` \
        or `compare: {network.hidden: [[], [64], [64, 64]]}`. In a list of layers, it replaces all layers except the \
        last by copies of the first with other units. The values of such an axis count as numbers, so it can have a \
        trend: along the depth if all layers have the same width, or along the width if all values have the same depth.
        """;

    static final String LOSS = """
        The loss function.
        """;

    static final String RULE = """
        The learning rule. Default: `backprop`.
        """;

    static final String LANDSCAPE = """
        A function with known stationary points, in place of `data`, `network`, `loss` and `rule`.
        """;

    static final String START = """
        Where a run begins. Of a network: `{weights: FILE}` gives the weights of a safetensors or npz file, under the \
        names that `engram export` writes, to every seed. The file has all arrays of the network, in their shapes, and \
        its contents are part of the run's identity. Default: weights drawn by the initialisers, for each seed.

        On a landscape: a point. `random` draws one for each seed, the same for all cells. Default: the landscape's \
        own start.
        """;

    static final String OPTIMIZER = """
        The optimizer. A schedule can replace any of its numbers: \
        `optimizer: {adam: {rate: {cosine: {start: 0.01}}}}`.

        A list is one optimizer, a chain, in which each link receives the result of the previous one: \
        `optimizer: [clip-by-global-norm, {adam: {rate: 0.01}}, {weight-decay: {decay: 1.0e-5}}]`. A path reaches \
        the second link as `optimizer.1.adam.rate`. To compare optimizers, list them under `compare`: \
        `compare: {optimizer: [sgd, adam]}`.
        """;

    static final String TRAINING = """
        How long and on what a run trains. Give either `epochs` or `steps`.
        """;

    static final String MEASURE = """
        Metrics, `usual` (the loss and, with classes, the accuracy) or `[]` for none. Default: `usual`.

        Some metrics read predictions. They use the validation data during training and the test data at the end:

        | metric | meaning |
        |---|---|
        | `loss` | mean loss |
        | `accuracy`, `error`, `solved` | share of right or wrong classes; whether all are right |
        | `precision`, `recall`, `f1` | the same for each class, as a mean over the classes |
        | `confusion-matrix` | which class is taken for which, and the number of wrong classes |
        | `calibration-error` | whether the network is right as often as its probabilities say |
        | `rmse`, `mae` | error of predicted numbers, in their unit |
        | `r2` | share of the variance of the targets that the predictions explain |

        Some of these have *details* besides their value, measured once, on the test data at the end: `f1[cat]`, \
        `confusion-matrix[cat][dog]` (cats taken for dogs), `rmse[target1]`. Details are in the store, in `--format \
        csv` and `json`, in exports and in the report. Tables, verdicts, targets and tuning use the value.

        Others read the training itself, and have one reading for each layer \
        (`alignment/layer0`) and one for the network (`alignment`):

        | metric | meaning, at each evaluation |
        |---|---|
        | `alignment` | angle between the rule's pseudo-gradient and the true gradient, in degrees |
        | `norm-ratio` | length of the pseudo-gradient relative to the true gradient |
        | `gradient-error` | length of the difference between the two, relative to the true gradient |
        | `weight-angle` | angle between a layer's feedback matrix and the weights that it replaces, in degrees |
        | `feedback-distance` | length of the difference between the two |
        | `update-norm`, `update-ratio` | length of the last step, and that length relative to the parameters |
        | `dead-units` | share of units whose derivative is 0 for all examples |
        | `sharpness` | largest eigenvalue of the Hessian of the loss |
        | `mistakes` | number of mistakes so far of a rule that counts them, such as `perceptron` |

        These metrics are measured on a fixed probe set: `training.probe` (1000) training examples, drawn once for \
        each seed and shared by all cells. `training.probe: batch` measures on the batch of the next step instead. \
        Angles between gradients of a small batch are noisy, and they are not comparable between batch sizes.

        `training.curves: [test, training]` also records the metrics of predictions on the test data and on the \
        training data at each evaluation, in phases `test-curve` and `training-curve`.

        Metrics change nothing: a run with them has the same bits as a run without. Multiply-adds and state bytes \
        are recorded with every run. What is not local in a rule (weight transport, a global error or reward, \
        labels, several passes) is determined by experiment: see `engram components learning-rule/backprop`, and \
        `not_local` in `--format json`.
        """;

    static final String LISTEN = """
        Listeners: components that see every step, epoch and evaluation, and record series of their own. Default: none.

        A listener cannot change a run: it sees read-only views, and computes what it needs on training examples with \
        random streams of its own. A run with listeners ends with the same parameters, measurements and hash as the \
        run without. What it records is stored with the measurements, in phases `listener` and `histogram`, and is in \
        exports and in the report.

        A stored run has the series that its settings name. A run with listeners therefore has an identity of its own: \
        if you add a listener to a suite, its runs are made again, and the runs without it stay in the store. Trials \
        of `tune` have no listeners.
        """;

    static final String TARGET = """
        `target: {metric: accuracy, at: 0.95}` asks after how many steps a run first reaches an accuracy of 0.95 on \
        its validation data. It is read at each evaluation (`training.evaluate` sets the interval). On a landscape \
        `{metric: value, at: 1.0e-3}` asks for a value. The metric has to be measured, and validation data are needed.

        A run that never reaches the target, or diverges, counts as a miss with an infinite time. Misses are never \
        dropped. The table has the median of the steps; `--format csv` and `json` add epochs, examples, \
        multiply-adds and seconds, the last three in proportion to the steps of the run.

        A verdict for each cell states the median ratio of the steps, seed by seed, with a signed-rank test in \
        which a miss is longer than any time. Over several problems there is a performance profile: the share of \
        problems whose target a variant reaches within 1, 2 and 4 times the cost of the cheapest variant; `json` \
        has the whole profile with 95% bands. A problem can have its own target: \
        `problems: [{name: iris, data: iris, target.at: 0.9}]`.

        Another target is another question to the same runs, and nothing is run again, except with `stop: true`.
        """;

    static final String SEEDS = """
        How many seeds (1, 2, ...), or a list of seeds. Default: 1; with folds, their number.

        `{until: decided, at-most: 100}` adds seeds 1, 2, ... until every question about the first metric is \
        decided, or `at-most` (default: 100) is reached. `engram run` then makes no more runs than it needs. \
        Verdicts and intervals come from a test that remains valid however often one looks (an e-process). It needs \
        somewhat more seeds than the signed-rank test of a fixed number. Tests over several problems, and bootstrap \
        intervals, still treat the number of seeds as fixed. \
        Folds cannot be added.
        """;

    static final String PREDICTIONS = """
        Whether the store keeps the predicted class of each test example. McNemar's test uses them: in how many \
        seeds do the two networks of a pair of cells differ on the same examples? That is a statement about these \
        networks. The verdicts are about the methods that trained them. Default: `true`.

        The predictions of a run take about one and a half bytes for each error. The right answers are stored once \
        for each seed. Together this is 65 bytes on average in the quickstart (359 digits), and 600 bytes for \
        MNIST's 10,000 digits at 3% errors.
        """;

    static final String TUNE = """
        Chooses hyperparameters on validation data before the cells are compared:

            tune:
              trials: 20                               # of each cell, the same for all
              space:
                optimizer.sgd.rate: {log-uniform: [0.001, 1]}
                optimizer.momentum.momentum: {grid: [0.5, 0.9, 0.99]}
                rule.feedback-alignment.scale: {uniform: [0.1, 2]}
                network.0.dense.activation: {choice: [relu, tanh]}
            compare: {optimizer: [sgd, momentum]}

        Each cell is first tried with `trials` configurations, with seeds that the suite does not use. The best on \
        validation data is then run with the suite's seeds and compared like any other cell. A trial is an \
        ordinary run: it is stored, can be replayed and is never made twice. A suite with more trials makes only \
        the new ones.

        A trial with a seed that diverged or failed is worse than every trial with fewer of these. Ties go to the \
        earlier trial. Failed runs (for example by `--time-limit`) are made again with the next call, \
        which may change the choice; the results say so. On a landscape, trials are judged by the value at the end; \
        with `start: random`, from starts that the comparison does not use.

        Tuning needs validation data. If the data are split anew for each seed, the seeds of tuning have splits of \
        their own. A test example of one seed can therefore have been used for tuning with another, as in any search \
        without nested cross-validation. Data with a test set of their own keep it out of tuning.

        The results contain what was chosen, what it cost, and the best value after k trials. They warn \
        (`optimum-on-border`) when a chosen number is the smallest or largest that was tried, or is in the outermost \
        twentieth of its range. They do not if the hyperparameter cannot go beyond, or a number inside did as well.

        The report and `--format json` contain the *importance* of each hyperparameter of a cell with at least two of \
        them and ten trials: the share of the variance over the space that it explains alone, by functional ANOVA of \
        a random forest (Hutter et al. 2014). The forest predicts the ranks of the trials after the first rung; \
        a miss has the worst rank. If its R² on trials that it has not seen is near 0 or below, the shares say nothing.
        """;

    static final String PROBLEMS = """
        Named maps such as `{name: iris, data: iris, network.1.dense.units: 3}`. Their `data` replaces the \
        suite's, with `scaling` and all other settings. Every axis is crossed with the problems. Each problem is \
        compared by itself; over all problems the variants are ranked (Friedman's test, critical differences, \
        Wilcoxon's test over problems).
        """;

    static final String COMPARE = """
        Axes (`path: [values]`; every combination is a cell), a list of named variants such as \
        `{name: wide, network.0.dense.units: 64}`, or both (`variants:` next to axes). Default: one cell.

        A value replaces what the suite has at its path, as a whole: in `compare: {optimizer: [sgd, adam]}` both have \
        their defaults, whatever the suite sets under `optimizer`.
        """;

    static final String BASELINE = """
        What others are compared with. Values of axes are *matched*: `{rule: backprop}` compares each cell with the \
        back-propagation cell that has the same values on all other axes, whose combinations are the *strata*. Values \
        of all axes, or the name of a cell, are one cell that all others are compared with. With problems, each is \
        compared by itself, with the same baseline. Default: the first value of the first axis that is run, \
        matched. A stratum whose baseline is excluded is an error; if it turns out to be impossible, the \
        results say what is not compared.
        """;

    static final String QUESTIONS = """
        The kinds of questions that the comparison asks about the gap between a value and the baseline, by the first \
        metric. Default: all that the axes allow.

        | kind | question |
        |---|---|
        | `cells` | the gap in each stratum |
        | `main-effects` | the mean gap over the strata |
        | `interactions` | the change of the gap from one value of another axis to another: of an axis of numbers from \
        the lowest to the highest, else from the first to each other |
        | `trends` | the slope of the gap along an axis of three or more numbers: per doubling, or per unit if not all \
        are positive |

        All questions, on all problems, are one family with one correction (Holm), together with the comparisons over \
        problems if there are at least six problems. The larger the family, the more seeds each verdict needs: \
        `engram check` prints the family and what the seeds can show. A shorter list is a smaller family.

        A run that diverged is the worst, and two such runs are equal. A stratum in which both sides diverged adds 0 \
        to the mean gap, and a change that diverged runs leave unknown counts as 0. A seed with a failed run is left \
        out.
        """;

    static final String EXCLUDE = """
        Combinations that are not run: a list of `{when: {AXIS: VALUE}, because: TEXT}`. A list of values stands \
        for any of them; a name stands for the component with any hyperparameters.
        """;

    static final String IMPOSSIBLE = """
        What happens to cells whose parts are incompatible: `error`, or `skip` to leave them out and show the \
        reason with the results. Default: `error`.
        """;

    static final String LINT = """
        `{ignore: [NAME, ...]}` turns warnings off. Doubts about the protocol are reported before anything runs, \
        also by `engram check`. Those that follow from the suite alone are repeated below the results; those that \
        need the data or the network are reported when runs are made.
        """;

    private SuiteKeyDocs() {}
}
