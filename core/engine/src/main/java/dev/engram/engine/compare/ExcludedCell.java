package dev.engram.engine.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cell that is not run.
 *
 * @param impossible true if its components are incompatible; false if the suite excludes it
 * @param reason in words
 */
public record ExcludedCell(String name, Map<String, String> axes, boolean impossible, String reason) {
    public ExcludedCell {
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
    }

    /** The kind in words, as CSV and JSON have it. */
    public String kind() {
        return impossible ? "cannot exist" : "excluded";
    }
}
