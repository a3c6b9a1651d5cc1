package dev.engram.engine.suite.tuning;

import dev.engram.engine.tune.Range;
import dev.engram.engine.yaml.Node;
import java.util.List;

/**
 * The hyperparameters of a cell that are tuned.
 *
 * @param tree settings of the cell
 * @param entries of the space that the cell has
 * @param ranges by index of the entry
 */
record CellSpace(Node.Mapping tree, List<TuningReader.SpaceEntry> entries, List<SearchRange> ranges) {
    /** Returns the number of listed values of each entry; 0 if they are not listed. */
    List<Integer> counts() {
        return ranges.stream()
                .map(r -> r.range() instanceof Range.Enumerated a ? a.count() : 0)
                .toList();
    }

    TrainingLength trainingLength() {
        return TrainingLength.of(tree);
    }
}
