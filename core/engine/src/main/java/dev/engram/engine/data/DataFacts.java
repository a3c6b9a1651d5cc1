package dev.engram.engine.data;

import dev.engram.engine.run.DataSettings;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The facts about the examples of a seed that warnings before a run are made of.
 *
 * @param inputScales scales of the inputs, if they are not scaled
 * @param targetSpread spread of numeric targets, if they are not scaled
 * @param trainingExamples the number of training examples
 * @param untrainedClasses classes of validation or test examples of which there is no training example
 */
public record DataFacts(
        Optional<InputScales> inputScales,
        Optional<TargetSpread> targetSpread,
        int trainingExamples,
        List<String> untrainedClasses) {
    /** The facts about a run without data. */
    public static final DataFacts NONE = new DataFacts(Optional.empty(), Optional.empty(), 0, List.of());

    static DataFacts of(Split split, DataSettings settings) {
        return new DataFacts(
                settings.preprocessing().scaling() == DataSettings.Scaling.NONE
                        ? InputScales.of(split)
                        : Optional.empty(),
                TargetSpread.of(split),
                split.training().length,
                untrainedClasses(split));
    }

    private static List<String> untrainedClasses(Split split) {
        if (!split.hasClasses()) {
            return List.of();
        }
        BitSet untrained = classes(split, split.test());
        untrained.or(classes(split, split.validation()));
        untrained.andNot(classes(split, split.training()));
        return untrained.stream().mapToObj(split.classes()::get).toList();
    }

    private static BitSet classes(Split split, int[] rows) {
        BitSet classes = new BitSet();
        for (int r : rows) {
            classes.set(split.labels()[r]);
        }
        return classes;
    }
}
