package dev.engram.engine.run;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a measured value: that of a metric, followed by a part of the network ({@code alignment/layer0}) or by
 * labels in brackets ({@code f1[cat]}, {@code confusion-matrix[cat][dog]}). A value with labels is a detail of its
 * metric.
 *
 * @param metric name of the metric, without parts and labels
 * @param labels labels, unescaped; empty unless the value is a detail
 */
public record MeasurementName(String metric, List<String> labels) {
    public MeasurementName {
        labels = List.copyOf(labels);
    }

    /** Returns the name of a detail. In labels, brackets and backslashes are preceded by a backslash. */
    public static String ofDetail(String metric, String... labels) {
        StringBuilder b = new StringBuilder(metric);
        for (String label : labels) {
            b.append('[');
            label.chars().forEach(c -> b.append(isSpecial(c) ? "\\" : "").append((char) c));
            b.append(']');
        }
        return b.toString();
    }

    /** Returns the parts of a name. */
    public static MeasurementName parse(String name) {
        int end = endOfMetric(name);
        List<String> labels = new ArrayList<>();
        StringBuilder label = new StringBuilder();
        for (int i = isDetail(name) ? end + 1 : name.length(); i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' && i + 1 < name.length()) {
                label.append(name.charAt(++i));
            } else if (c == ']') {
                labels.add(label.toString());
                label.setLength(0);
                i++; // the bracket that opens the next label
            } else {
                label.append(c);
            }
        }
        return new MeasurementName(name.substring(0, end), labels);
    }

    /** Returns true if a name has labels. */
    public static boolean isDetail(String name) {
        int end = endOfMetric(name);
        return end < name.length() && name.charAt(end) == '[';
    }

    private static boolean isSpecial(int c) {
        return c == '[' || c == ']' || c == '\\';
    }

    /** The names of metrics contain neither brackets nor slashes. */
    private static int endOfMetric(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '[' || name.charAt(i) == '/') {
                return i;
            }
        }
        return name.length();
    }
}
