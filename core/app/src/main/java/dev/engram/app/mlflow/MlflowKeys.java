package dev.engram.app.mlflow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The keys of the metrics, parameters or tags of one run. MLflow allows letters, digits, {@code _}, {@code .},
 * {@code -}, blanks and slashes. A slash makes a group of charts, so only the one after the phase is kept:
 * {@code f1[cat]} on test data becomes {@code test/f1.cat}. Names that would have the same key get a number.
 */
final class MlflowKeys {
    private final int maxLength;
    private final Map<String, String> byName = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    MlflowKeys(int maxLength) {
        this.maxLength = maxLength;
    }

    String key(String name) {
        return byName.computeIfAbsent(name, n -> unused(allowed(n)));
    }

    String key(String group, String name) {
        return byName.computeIfAbsent(group + "/" + name, n -> unused(allowed(group) + "/" + allowed(name)));
    }

    private static String allowed(String name) {
        return name.replace("]", "").replaceAll("[/\\[]", ".").replaceAll("[^\\p{L}\\p{Nd}_. -]", "_");
    }

    private String unused(String wanted) {
        String key = cut(wanted, maxLength);
        for (int n = 2; !taken.add(key); n++) {
            String number = "-" + n;
            key = cut(wanted, maxLength - number.length()) + number;
        }
        return key;
    }

    private static String cut(String text, int length) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }
}
