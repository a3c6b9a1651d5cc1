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

/** Small networks in which a learning rule with its defaults is tried out: the first that it fits into. */
public final class SampleNetworks {
    private static final Logger LOG = LoggerFactory.getLogger(SampleNetworks.class);
    private static final List<String> NETWORKS = List.of(
            twoHiddenLayers("tanh"),
            twoHiddenLayers("relu"), // for rules that need activities that are never negative
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
            // for rules that judge every layer by its own activity, the last one too
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

    /** What the rule of this name knows; empty where it fits into none of the networks, or cannot do without settings. */
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
            RunSpec spec = reader.readRun(text, "the specimen for " + rule);
            return runner.locality(spec, 1);
        } catch (InvalidInputException e) {
            LOG.info("{} cannot be tried out: {}", rule, e.problems());
        } catch (RuntimeException e) {
            // Whatever a component throws: its fault, which a run would show in full.
            LOG.info("{} cannot be tried out", rule, e);
        }
        return Optional.empty();
    }
}
