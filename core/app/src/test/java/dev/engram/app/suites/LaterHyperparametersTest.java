package dev.engram.app.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.suite.SuiteReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Hyperparameters that shipped components received later do not change the identity of existing runs. */
class LaterHyperparametersTest {
    private static final String LEARNING = """
        data: %s
        network: [%s, {dense: {units: 10}}]
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
        String data = "digits";
        String layer = "{dense: {units: 8}}";
        String rule = "backprop";
        String optimizer = "sgd";
        String component = "{" + e.name() + ": {" + required(e) + "}}";
        switch (e.kind()) {
            case DATASET -> data = component;
            case LAYER -> layer = "{conv: {maps: 2, kernel: 2}}, " + component;
            case OPTIMIZER -> optimizer = component;
            default -> rule = component;
        }
        return new SuiteReader(catalog)
                .readRun(LEARNING.formatted(data, layer, rule, optimizer), "the suite")
                .text();
    }

    /** Returns the hyperparameters without defaults, with values that go together in each shipped component. */
    private static String required(Entry e) {
        String value = e.name().equals("split") ? "sgd" : "2";
        return e.hyperparameters().stream()
                .filter(h -> h.defaultValue().isEmpty())
                .map(h -> h.name() + ": " + value)
                .collect(Collectors.joining(", "));
    }
}
