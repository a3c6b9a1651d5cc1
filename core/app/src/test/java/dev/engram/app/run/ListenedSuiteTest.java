package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.config.RunIdentity;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Origin;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.plugins.landscapes.Rosenbrock;
import dev.engram.plugins.metrics.listeners.Histograms;
import dev.engram.plugins.metrics.listeners.LearningRateRange;
import dev.engram.plugins.optimizers.Sgd;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The listeners of a suite in the text and in the identity of its runs. */
class ListenedSuiteTest {
    private static final Catalog CATALOG =
            Catalog.of(Stream.of(Rosenbrock.class, Sgd.class, Histograms.class, LearningRateRange.class)
                    .map(c -> Entry.of(c, "", Origin.BUILT_IN))
                    .toList());

    private static RunSpec read(String listen) throws InvalidInputException {
        return new SuiteReader(CATALOG).readRun("""
                landscape: rosenbrock
                optimizer: {sgd: {rate: 0.001}}
                training: {steps: 10}
                """ + listen, "the suite");
    }

    private static String identity(RunSpec run) {
        return RunIdentity.of(run, 1, file -> "");
    }

    @Test
    void aRunWithListenersHasAnIdentityOfItsOwn() throws Exception {
        RunSpec with = read("listen: [histograms]\n");
        RunSpec without = read("");
        assertNotEquals(identity(without), identity(with));
        assertEquals(identity(without), identity(with.withoutListeners()));
        assertEquals(identity(without), identity(read("listen: []\n")), "stored runs keep their identity");
        assertNotEquals(identity(with), identity(read("listen: [{histograms: {bins: 7}}]\n")));
    }

    @Test
    void theTextOfARunNamesItsListenersWithAllDefaults() throws Exception {
        RunSpec run = read("listen: [histograms]\n");
        assertTrue(run.text().endsWith("listen: [{histograms: {bins: 30}}]\n"), run.text());
        assertEquals(
                run.text(),
                new SuiteReader(CATALOG).readRun(run.text(), "the text").text());
        assertEquals(1, run.resolve(1).listeners().size());
    }

    @Test
    void aListenerThatIsListedTwiceIsAnError() {
        InvalidInputException e = assertThrows(
                InvalidInputException.class, () -> read("listen: [histograms, {histograms: {bins: 7}}]\n"));
        assertTrue(e.getMessage().contains("histograms is listed twice"), e.getMessage());
    }
}
