package dev.engram.engine.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cell that is not run.
 *
 * @param impossible its parts do not go together; else it is excluded
 * @param reason in words
 */
public record ExcludedCell(String name, Map<String, String> axes, boolean impossible, String reason) {
    public ExcludedCell {
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
    }

    /** In one word or two. */
    public String kind() {
        return impossible ? "cannot exist" : "excluded";
    }
}
