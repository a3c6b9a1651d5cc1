package dev.engram.engine.croissant;

import java.util.List;
import java.util.Set;

/**
 * The description of a column.
 *
 * @param name the name of the field
 * @param column the name of the column in the file
 * @param types its data types, without their namespaces
 * @param category whether its values are those of an enumeration
 */
record CroissantField(String name, String column, List<String> types, boolean category) {
    private static final Set<String> NUMBERS = Set.of("Float", "Float16", "Float32", "Float64", "Number");

    CroissantField {
        types = types.stream()
                .map(t -> t.substring(Math.max(t.lastIndexOf('/'), t.lastIndexOf(':')) + 1))
                .toList();
    }

    boolean isLabel() {
        return types.contains("Label");
    }

    /** Returns whether its values are numbers with a fraction. */
    boolean isNumber() {
        return !category && types.stream().anyMatch(NUMBERS::contains);
    }
}
