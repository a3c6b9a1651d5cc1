package dev.engram.api;

import static dev.engram.api.Engram.component;

import dev.engram.plugins.optimizers.Sgd;
import java.util.List;
import java.util.Map;

/** Suites in both languages, which are to be the same. */
enum TwinSuites {
    AXES("""
        name: axes
        data: {iris: {test: 0.3}}
        network: [{dense: {units: 6, activation: tanh}}, {dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        training: {epochs: 3, batch: 16}
        measure: [accuracy, loss]
        seeds: 6
        predictions: true
        compare:
          optimizer: [{sgd: {rate: 0.1}}, {adam: {rate: 0.01}}]
          rule: [backprop, {feedback-alignment: {}}]
        baseline: {rule: backprop, optimizer: {sgd: {rate: 0.1}}}
        """) {
        @Override
        SuiteSpec suite() {
            return Engram.suite("axes")
                    .data(component("iris").with("test", 0.3))
                    .network("dense: {units: 6, activation: tanh}", Map.of("dense", softmax()))
                    .loss("cross-entropy")
                    .training("epochs", 3)
                    .training("batch", 16)
                    .measure("accuracy", "loss")
                    .seeds(6)
                    .predictions(true)
                    .compare("optimizer", new Sgd(0.1f), component("adam").with("rate", 0.01))
                    .compare("rule", "backprop", "feedback-alignment: {}")
                    .baseline("rule", "backprop")
                    .baseline("optimizer", "sgd: {rate: 0.1}");
        }
    },
    TUNING("""
        name: tuning
        data: {iris: {test: 0.2, validation: 0.2}}
        network: [{dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        training: {epochs: 4, batch: 16}
        seeds: 6
        tune:
          trials: 4
          seeds: 2
          halving: {factor: 2, rungs: 2}
          space: {optimizer.sgd.rate: {log-uniform: [0.01, 1]}, optimizer.adam.rate: {log-uniform: [0.001, 0.1]}}
        compare: {optimizer: [sgd, adam]}
        """) {
        @Override
        SuiteSpec suite() {
            return Engram.suite("tuning")
                    .data("iris: {test: 0.2, validation: 0.2}")
                    .network("dense: {units: 3, activation: softmax}")
                    .loss("cross-entropy")
                    .training("epochs", 4)
                    .training("batch", 16)
                    .seeds(6)
                    .tune("trials", 4)
                    .tune("seeds", 2)
                    .tune("halving", Map.of("factor", 2, "rungs", 2))
                    .tune(
                            "space",
                            "{optimizer.sgd.rate: {log-uniform: [0.01, 1]}, optimizer.adam.rate: {log-uniform: [0.001,"
                                    + " 0.1]}}")
                    .compare("optimizer", "sgd", "adam");
        }
    },
    LISTENERS("""
        name: listeners
        about: "Two rates: which one is better?"
        data: {iris: {test: 0.3}}
        network: [{dense: {units: 4, activation: tanh}}, {dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        training: {epochs: 2, batch: 16, keep-weights: last}
        listen: [gradient-noise-scale, {loss-slice: {points: 5}}]
        target: {metric: accuracy, at: 0.5}
        predictions: false
        seeds: 2
        compare:
          optimizer: [{sgd: {rate: 0.1}}, {sgd: {rate: 0.2}}, {sgd: {rate: 0.3}}]
          rule: [backprop, output-only]
        questions: [cells]
        exclude: [{when: {rule: output-only, optimizer: {sgd: {rate: 0.3}}}, because: it is not needed}]
        impossible: skip
        lint: {ignore: [underpowered, few-seeds]}
        """) {
        @Override
        SuiteSpec suite() {
            return Engram.suite("listeners")
                    .about("Two rates: which one is better?")
                    .data("iris: {test: 0.3}")
                    .network("dense: {units: 4, activation: tanh}", Map.of("dense", softmax()))
                    .loss("cross-entropy")
                    .training("epochs", 2)
                    .training("batch", 16)
                    .keepWeights("last")
                    .listen("gradient-noise-scale", component("loss-slice").with("points", 5))
                    .target("metric", "accuracy")
                    .target("at", 0.5)
                    .predictions(false)
                    .seeds(2)
                    .compare("optimizer", "sgd: {rate: 0.1}", new Sgd(0.2f), "sgd: {rate: 0.3}")
                    .compare("rule", "backprop", "output-only")
                    .questions("cells")
                    .exclude("{when: {rule: output-only, optimizer: {sgd: {rate: 0.3}}}, because: it is not needed}")
                    .impossible("skip")
                    .ignoreWarnings("underpowered", "few-seeds");
        }
    },
    PROBLEMS("""
        name: problems
        loss: cross-entropy
        training: {epochs: 2, batch: 16}
        seeds: {until: decided, at-most: 8}
        problems:
          - {name: iris, data: {iris: {test: 0.3}}, network: [{dense: {units: 3, activation: softmax}}]}
          - {name: wine, data: {wine: {test: 0.3}}, network: [{dense: {units: 3, activation: softmax}}]}
        compare: {optimizer: [{sgd: {rate: 0.1}}, {sgd: {rate: 0.0001}}]}
        """) {
        @Override
        SuiteSpec suite() {
            return Engram.suite("problems")
                    .loss("cross-entropy")
                    .training("epochs", 2)
                    .training("batch", 16)
                    .set("seeds", Map.of("until", "decided", "at-most", 8))
                    .problem(
                            "iris", Map.of("data", "iris: {test: 0.3}", "network", List.of(Map.of("dense", softmax()))))
                    .problem("wine", "{data: {wine: {test: 0.3}}, network: [{dense: {units: 3, activation: softmax}}]}")
                    .compare("optimizer", "sgd: {rate: 0.1}", "sgd: {rate: 0.0001}");
        }
    },
    LANDSCAPE("""
        name: descent
        landscape: rosenbrock
        start: [-1.2, 1]
        training: {steps: 200}
        seeds: 1
        compare: {optimizer: [{sgd: {rate: 0.001}}, {adam: {rate: 0.01}}]}
        """) {
        @Override
        SuiteSpec suite() {
            return Engram.suite("descent")
                    .landscape("rosenbrock")
                    .start(List.of(-1.2, 1))
                    .training("steps", 200)
                    .seeds(1)
                    .compare("optimizer", "sgd: {rate: 0.001}", "adam: {rate: 0.01}");
        }
    };

    private final String yaml;

    TwinSuites(String yaml) {
        this.yaml = yaml;
    }

    /** Returns the suite as a file has it. */
    String yaml() {
        return yaml;
    }

    /** Returns the suite as a program has it. */
    abstract SuiteSpec suite();

    private static Map<String, Object> softmax() {
        return Map.of("units", 3, "activation", "softmax");
    }
}
