package dev.engram.app.verify;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.Runner;
import dev.engram.engine.yaml.InvalidInputException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small networks in which a learning rule is tried with its defaults: the first one that is compatible. */
public final class SampleNetworks {
    private static final Logger LOG = LoggerFactory.getLogger(SampleNetworks.class);
    private static final List<String> NETWORKS = List.of(
            twoHiddenLayers("tanh"),
            twoHiddenLayers("relu"), // for rules that need non-negative activations
            """
            network: [{dense: {units: 8, activation: sigmoid}}, {dense: {units: 3, activation: identity}}]
            loss: sse
            """,
            """
            network: [{dense: {units: 3, activation: softmax}}]
            loss: cross-entropy
            """,
            """
            network: [{dense: {units: 3, activation: identity}}]
            loss: sse
            """,
            // for rules that judge every layer, including the last, by its own activity
            """
            network: [{dense: {units: 8, activation: relu}}, {dense: {units: 6, activation: relu}}]
            loss: sse
            """);

    private final SuiteReader reader;
    private final Runner runner;

    @Inject
    public SampleNetworks(SuiteReader reader, Runner runner) {
        this.reader = reader;
        this.runner = runner;
    }

    private static String twoHiddenLayers(String hidden) {
        return """
            network:
              - {dense: {units: 8, activation: %1$s}}
              - {dense: {units: 6, activation: %1$s}}
              - {dense: {units: 3, activation: softmax}}
            loss: cross-entropy
            """.formatted(hidden);
    }

    /**
     * Returns the locality of a rule; empty if no network is compatible, or if the rule has hyperparameters without
     * defaults.
     */
    public Optional<Locality> locality(String rule) {
        for (String network : NETWORKS) {
            String text = "data: iris\n" + network + "rule: " + rule
                    + "\noptimizer: sgd\ntraining: {steps: 1, batch: full}\n";
            Optional<Locality> found = tryNetwork(text, rule);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Locality> tryNetwork(String text, String rule) {
        try {
            RunSpec spec = reader.readRun(text, "the sample network for " + rule);
            return runner.locality(spec.resolve(1));
        } catch (InvalidInputException e) {
            LOG.info("{} cannot be tried: {}", rule, e.problems());
        } catch (RuntimeException e) {
            // Whatever a component throws is its own fault, which a run would show in full.
            LOG.info("{} cannot be tried", rule, e);
        }
        return Optional.empty();
    }
}
