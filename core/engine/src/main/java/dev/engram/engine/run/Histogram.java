package dev.engram.engine.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A histogram of equally wide bins that a listener has recorded.
 *
 * @param name the listener and the series, such as {@code histograms/layer0/weights}
 * @param step number of completed steps
 * @param least the lower edge of the first bin
 * @param greatest the upper edge of the last bin
 * @param counts the number of values in each bin
 */
public record Histogram(String name, long step, double least, double greatest, double[] counts) {
    private static final String LEAST = "least";
    private static final String GREATEST = "greatest";

    /** Receives the measurements of a histogram: names and values in phase {@link Measurement#HISTOGRAM}. */
    @FunctionalInterface
    public interface Parts {
        void put(String metric, double value);
    }

    /** Passes a histogram as measurements. */
    public static void split(String name, double least, double greatest, long[] counts, Parts parts) {
        parts.put(MeasurementName.ofDetail(name, LEAST), least);
        parts.put(MeasurementName.ofDetail(name, GREATEST), greatest);
        for (int i = 0; i < counts.length; i++) {
            parts.put(MeasurementName.ofDetail(name, Integer.toString(i)), counts[i]);
        }
    }

    /** Returns the histograms among measurements, in order. */
    public static List<Histogram> of(List<Measurement> measurements) {
        Map<String, List<Measurement>> parts = new LinkedHashMap<>();
        for (Measurement m : measurements) {
            int label = m.metric().lastIndexOf('[');
            if (m.phase().equals(Measurement.HISTOGRAM) && label > 0) {
                parts.computeIfAbsent(m.step() + " " + m.metric().substring(0, label), k -> new ArrayList<>())
                        .add(m);
            }
        }
        return parts.values().stream()
                .filter(p -> p.size() > 2)
                .map(Histogram::joined)
                .toList();
    }

    private static Histogram joined(List<Measurement> parts) {
        Measurement first = parts.get(0);
        String name = first.metric().substring(0, first.metric().lastIndexOf('['));
        double[] counts = parts.stream().skip(2).mapToDouble(Measurement::value).toArray();
        return new Histogram(name, first.step(), first.value(), parts.get(1).value(), counts);
    }

    /** Returns the lower edge of a bin, or the upper edge of the one before it. */
    public double edge(int bin) {
        return least + (greatest - least) * bin / counts.length;
    }

    /** Returns a quantile of the values, which are evenly spread over their bins. */
    public double quantile(double q) {
        double total = 0;
        for (double c : counts) {
            total += c;
        }
        double below = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 && below + counts[i] >= q * total) {
                double inside = Math.max(0, q * total - below) / counts[i];
                return edge(i) + (edge(i + 1) - edge(i)) * inside;
            }
            below += counts[i];
        }
        return greatest;
    }
}
