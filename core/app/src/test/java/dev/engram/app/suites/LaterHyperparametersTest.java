package dev.engram.app.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.suite.SuiteReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hyperparameters that shipped components received later do not change the identity of existing runs. */
class LaterHyperparametersTest {
    private static final String LEARNING = """
        data: digits
        network: [{dense: {units: 8}}, {dense: {units: 10}}]
        loss: cross-entropy
        rule: %s
        optimizer: %s
        training: {epochs: 1}
        """;

    @Test
    void theDefaultsOfLaterHyperparametersAreNotInTheTextOfARun() throws Exception {
        Catalog catalog = ShippedCatalog.load();
        List<String> written = new ArrayList<>();
        int found = 0;
        for (Entry e : catalog.all()) {
            for (Hyperparameter h : e.hyperparameters()) {
                if (h.omitDefault()) {
                    found++;
                    String text = text(catalog, e);
                    if (text.contains(" " + h.name() + ": " + h.defaultValue().orElseThrow())) {
                        written.add(e.id() + " " + h.name());
                    }
                    assertTrue(text.contains(e.name()), text);
                }
            }
        }
        assertEquals(List.of(), written, "write these defaults as Engram writes them");
        assertTrue(found >= 5, "the shipped components have later hyperparameters");
    }

    private static String text(Catalog catalog, Entry e) throws Exception {
        boolean split = e.name().equals("split");
        String component = split ? "{split: {then: sgd, otherwise: sgd}}" : e.name();
        boolean optimizer = e.id().startsWith("optimizer/");
        String suite = LEARNING.formatted(optimizer ? "backprop" : component, optimizer ? component : "sgd");
        return new SuiteReader(catalog).readRun(suite, "the suite").text();
    }
}
