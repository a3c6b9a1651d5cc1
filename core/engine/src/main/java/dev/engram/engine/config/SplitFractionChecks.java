package dev.engram.engine.config;

import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.YamlNumbers;
import java.util.List;

/**
 * Checks the shares of the data that are kept for testing and validation. Their range alone would not help: -1 is a
 * special value, and a number above 1 is most likely a percentage or a count.
 */
final class SplitFractionChecks {
    private static final String TEST = "test";
    private static final List<String> KEYS = List.of(TEST, "validation");

    private SplitFractionChecks() {}

    /**
     * Returns false, and adds a problem, if the setting is a share with a number outside of [0,1). Values that are not
     * numbers are left to the binder.
     */
    static boolean isValid(Node.Pair setting, String path, Problems problems) {
        if (!KEYS.contains(setting.key())
                || !(setting.value() instanceof Node.Scalar s)
                || !YamlNumbers.isDecimal(s.text())) {
            return true;
        }
        double x = Double.parseDouble(s.text());
        boolean test = setting.key().equals(TEST);
        if (x >= 0 && x < 1 || test && x == -1) {
            return true;
        }
        String percentage = x >= 2 && x < 100
                ? "; for " + s.text() + "% write " + setting.key() + ": " + YamlNumbers.format(x / 100)
                : "";
        problems.add(
                setting.value().location(),
                path + "." + setting.key(),
                s.text() + " is outside [0,1); give a share of the examples, not a percentage or a count" + percentage
                        + (test ? "; leave it out to use the data set's own test set" : ""));
        return false;
    }
}
