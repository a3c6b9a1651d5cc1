package dev.engram.testkit.contract;

import dev.engram.engine.run.MeasurementName;
import dev.engram.spi.Metric;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.check.Text;
import dev.engram.testkit.contract.tools.Bits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The contract of metrics. */
final class MetricChecks {
    static final String DIRECTION = "its direction is 1, -1 or 0, and it measures either predictions or training";
    static final String DEFINED = "it returns a finite number or NaN, or rejects the data with a message";
    static final String DETAILS = "its details have labels, all different, and are finite numbers or NaN";
    static final String READS = "it does not modify its input, and is repeatable";

    private MetricChecks() {}

    static void add(Checks to, Metric m) {
        to.add(DIRECTION, () -> direction(m));
        to.add(DEFINED, () -> defined(m));
        to.add(DETAILS, () -> details(m));
        to.add(READS, () -> reads(m));
    }

    private static ContractResult direction(Metric m) {
        int ofDetails = m instanceof Metric.OfPredictions p ? p.directionOfDetails() : 0;
        if (Math.abs(m.direction()) > 1 || Math.abs(ofDetails) > 1) {
            return ContractResult.failed(
                    "expected the direction 1, -1 or 0, found %d", Math.abs(ofDetails) > 1 ? ofDetails : m.direction());
        }
        return m instanceof Metric.OfPredictions || m instanceof Metric.OfTraining
                ? ContractResult.passed("direction %d", m.direction())
                : ContractResult.failed("expected Metric.OfPredictions or Metric.OfTraining, found neither");
    }

    private static Map<String, Double> readings(Metric.OfTraining m, SamplePredictions.SampleProbe w) {
        Map<String, Double> out = new TreeMap<>();
        m.compute(w, (part, value) -> {
            if (out.put(part, value) != null) {
                throw new IllegalStateException(w.name() + ": two readings are named '" + part + "'");
            }
        });
        return out;
    }

    private static ContractResult defined(Metric m) {
        StringBuilder seen = new StringBuilder();
        if (m instanceof Metric.OfPredictions p) {
            for (SamplePredictions j : SamplePredictions.all()) {
                String why = p.incompatibility(j.classNames());
                if (why != null) {
                    if (why.isBlank() || why.contains("\n") || why.endsWith(".")) {
                        return ContractResult.failed(
                                "expected a reason without a full stop for rejecting %s, found '%s'", j.name(), why);
                    }
                    continue;
                }
                double v = p.compute(j);
                if (Double.isInfinite(v)) {
                    return ContractResult.failed("%s: expected a finite number or NaN, found %s", j.name(), v);
                }
                if (m.direction() * v > m.direction() * p.best()) {
                    return ContractResult.failed(
                            "%s: expected nothing better than best(), which is %s; found %s", j.name(), p.best(), v);
                }
                seen.append(seen.isEmpty() ? "" : ", ").append(Text.of("%.4g", v));
            }
        }
        if (m instanceof Metric.OfTraining t) {
            for (SamplePredictions.SampleProbe w : SamplePredictions.SampleProbe.all()) {
                for (Map.Entry<String, Double> e : readings(t, w).entrySet()) {
                    if (e.getValue().isInfinite()) {
                        return ContractResult.failed(
                                "%s, %s: expected a finite number or NaN, found %s",
                                w.name(), e.getKey(), e.getValue());
                    }
                }
                seen.append(seen.isEmpty() ? "" : ", ")
                        .append(readings(t, w).size())
                        .append(" readings");
            }
        }
        return seen.isEmpty()
                ? ContractResult.failed("expected it to accept some data, found that it rejects all")
                : ContractResult.passed("%s", seen);
    }

    private static Map<String, Double> details(Metric.OfPredictions m, SamplePredictions j) {
        Map<String, Double> out = new TreeMap<>();
        m.computeDetails(j, (value, labels) -> {
            if (labels.length == 0) {
                throw new IllegalStateException(j.name() + ": a detail has no label");
            }
            if (out.put(MeasurementName.ofDetail("", labels), value) != null) {
                throw new IllegalStateException(
                        j.name() + ": two details are labelled " + MeasurementName.ofDetail("", labels));
            }
        });
        return out;
    }

    private static ContractResult details(Metric m) {
        if (!(m instanceof Metric.OfPredictions p)) {
            return ContractResult.passed("a metric of training has none");
        }
        int most = 0;
        for (SamplePredictions j : accepted(p)) {
            for (Map.Entry<String, Double> e : details(p, j).entrySet()) {
                if (e.getValue().isInfinite()) {
                    return ContractResult.failed(
                            "%s, %s: expected a finite number or NaN, found %s", j.name(), e.getKey(), e.getValue());
                }
            }
            most = Math.max(most, details(p, j).size());
        }
        return ContractResult.passed("up to %d details", most);
    }

    private static List<SamplePredictions> accepted(Metric.OfPredictions p) {
        return SamplePredictions.all().stream()
                .filter(j -> p.incompatibility(j.classNames()) == null)
                .toList();
    }

    private static ContractResult reads(Metric m) {
        if (m instanceof Metric.OfPredictions p) {
            for (SamplePredictions j : accepted(p)) {
                float[] scoreValues = j.scoreValues().clone(),
                        targetValues = j.targetValues().clone();
                double one = p.compute(j), two = p.compute(j);
                Map<String, Double> details = details(p, j), again = details(p, j);
                String d = Bits.difference(j.name() + ", scores", scoreValues, j.scoreValues());
                d = d == null ? Bits.difference(j.name() + ", targets", targetValues, j.targetValues()) : d;
                if (d != null || !Bits.sameBits(one, two)) {
                    return ContractResult.failed(
                            "%s",
                            d != null
                                    ? d
                                    : Text.of("%s: expected %s from a second call, found %s", j.name(), one, two));
                }
                if (!details.equals(again)) {
                    return ContractResult.failed(
                            "%s: expected details %s from a second call, found %s", j.name(), details, again);
                }
            }
        }
        if (m instanceof Metric.OfTraining t) {
            for (SamplePredictions.SampleProbe w : SamplePredictions.SampleProbe.all()) {
                float[] theta = w.theta().clone(),
                        pseudo = w.pseudoGradient().clone(),
                        truth =
                                w.trueGradient() == null
                                        ? null
                                        : w.trueGradient().clone();
                Map<String, Double> one = readings(t, w), two = readings(t, w);
                String d = Bits.difference(w.name() + ", parameters", theta, w.theta());
                d = d == null ? Bits.difference(w.name() + ", gradient", pseudo, w.pseudoGradient()) : d;
                d = d == null && truth != null
                        ? Bits.difference(w.name() + ", true gradient", truth, w.trueGradient())
                        : d;
                if (d != null || !one.equals(two)) {
                    return ContractResult.failed(
                            "%s",
                            d != null
                                    ? d
                                    : Text.of("%s: expected %s from a second call, found %s", w.name(), one, two));
                }
            }
        }
        return ContractResult.passed("called twice");
    }
}
