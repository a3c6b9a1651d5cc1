package dev.engram.engine.suite.tuning;

import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.yaml.Node;
import java.util.List;

/**
 * The length of a training, as written.
 *
 * @param key of the training section: {@code epochs} or {@code steps}
 */
record TrainingLength(String key, long value) {
    /** Returns the length in the settings of a cell; one epoch if they have no valid one. */
    static TrainingLength of(Node.Mapping tree) {
        for (String key : List.of("epochs", "steps")) {
            if (tree.get(SuiteKey.TRAINING.label()) instanceof Node.Mapping t
                    && t.get(key) instanceof Node.Scalar s
                    && s.text().matches("[1-9]\\d{0,14}")) {
                return new TrainingLength(key, Long.parseLong(s.text()));
            }
        }
        return new TrainingLength("epochs", 1); // the reader of the cell reports mistakes
    }
}
