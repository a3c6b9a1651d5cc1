package dev.engram.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.DataSettings.Coding;
import dev.engram.engine.run.DataSettings.Division;
import dev.engram.engine.run.DataSettings.Scaling;
import dev.engram.engine.run.DataSettings.Splitting;
import dev.engram.spi.Dataset.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataFactsTest {
    private static final DataSettings SETTINGS = DataSettings.of(0.2, 0.1, Scaling.NONE, Coding.ONE_HOT);

    /** Twenty examples of each of five classes, sorted by class. */
    private static Table sorted() {
        float[] x = new float[200];
        float[] labels = new float[100];
        for (int r = 0; r < 100; r++) {
            x[2 * r] = r;
            x[2 * r + 1] = 1000 * (r % 3);
            labels[r] = r / 20;
        }
        return Table.classification(2, x, labels, List.of("a", "b", "c", "d", "e"));
    }

    private static DataFacts facts(Table table, DataSettings settings) {
        return DataFacts.of(new Splitter(table, settings, 1).split(), settings);
    }

    @Test
    void aClassOfTestDataWithoutATrainingExampleIsFound() {
        assertEquals(
                List.of("e"),
                facts(sorted(), SETTINGS.withSplitting(new Splitting(0.2, 0.1, 0, Division.IN_ORDER)))
                        .untrainedClasses());
        assertEquals(List.of(), facts(sorted(), SETTINGS).untrainedClasses());
        assertEquals(
                List.of(),
                facts(sorted().asExhaustive(), DataSettings.of(-1, 0.1, Scaling.NONE, Coding.ONE_HOT))
                        .untrainedClasses());
    }

    @Test
    void scalesAreThoseOfDataThatAreNotScaled() {
        assertTrue(facts(sorted(), SETTINGS).inputScales().isPresent());
        DataSettings scaled = DataSettings.of(0.2, 0.1, Scaling.STANDARD, Coding.ONE_HOT);
        assertTrue(facts(sorted(), scaled).inputScales().isEmpty());
        assertTrue(facts(sorted(), SETTINGS).targetSpread().isEmpty(), "classes have no spread");
    }
}
