package dev.engram.engine.claim;

import dev.engram.engine.run.Measurement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reading of a metric that a claim is about: one of a run, or a summary of several.
 *
 * @param kind what is read
 * @param number the step, the epoch or the limit, if the kind has one
 */
record ReadingTime(Kind kind, double number) {
    /** The ways to choose a reading. */
    enum Kind {
        /** The last reading. */
        END("end", false),
        /** The first reading. */
        START("start", false),
        /** The smallest reading. */
        LEAST("least", false),
        /** The largest reading. */
        GREATEST("greatest", false),
        /** The mean of all readings. */
        MEAN("mean", false),
        /** The mean of the readings from a step on. */
        MEAN_FROM_STEP("mean from step", true),
        /** The reading after a number of steps. */
        STEP("step", true),
        /** The reading after a number of epochs. */
        EPOCH("epoch", true),
        /** The step of the first reading that is at most a limit. */
        FIRST_AT_MOST("first step at most", true),
        /** The step of the first reading that is at least a limit. */
        FIRST_AT_LEAST("first step at least", true);

        private final String words;
        private final boolean numbered;

        Kind(String words, boolean numbered) {
            this.words = words;
            this.numbered = numbered;
        }
    }

    private static final Pattern FORM = Pattern.compile("([a-z ]+?)(?: +([-+.0-9eE]+))?");
    /** Epochs are stored as fractions of steps. */
    private static final double EPOCH_ROUNDING = 1e-9;

    static final ReadingTime END = new ReadingTime(Kind.END, Double.NaN);

    /** Describes the possible texts, for messages. */
    static final String FORMS =
            "end, start, step N, epoch N, least, greatest, mean, mean from step N, first step at most X"
                    + " or first step at least X";

    /** Parses a text such as {@code epoch 11}; empty if it has another form. */
    static Optional<ReadingTime> parse(String text) {
        Matcher m = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            return Optional.empty();
        }
        for (Kind k : Kind.values()) {
            if (k.words.equals(m.group(1)) && k.numbered == (m.group(2) != null)) {
                try {
                    return Optional.of(new ReadingTime(k, k.numbered ? Double.parseDouble(m.group(2)) : Double.NaN));
                } catch (NumberFormatException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the value for readings in the order of their steps; NaN if there is none. */
    double of(List<Measurement> readings) {
        if (readings.isEmpty()) {
            return Double.NaN;
        }
        return switch (kind) {
            case END -> readings.get(readings.size() - 1).value();
            case START -> readings.get(0).value();
            case LEAST ->
                readings.stream().mapToDouble(Measurement::value).min().getAsDouble();
            case GREATEST ->
                readings.stream().mapToDouble(Measurement::value).max().getAsDouble();
            case MEAN -> mean(readings, 0);
            case MEAN_FROM_STEP -> mean(readings, number);
            case STEP -> first(readings, m -> m.step() == number, Measurement::value);
            case EPOCH -> first(readings, m -> Math.abs(m.epoch() - number) <= EPOCH_ROUNDING, Measurement::value);
            case FIRST_AT_MOST -> first(readings, m -> m.value() <= number, Measurement::step);
            case FIRST_AT_LEAST -> first(readings, m -> m.value() >= number, Measurement::step);
        };
    }

    private static double mean(List<Measurement> readings, double fromStep) {
        return readings.stream()
                .filter(m -> m.step() >= fromStep)
                .mapToDouble(Measurement::value)
                .average()
                .orElse(Double.NaN);
    }

    private static double first(
            List<Measurement> readings, Predicate<Measurement> wanted, ToDoubleFunction<Measurement> value) {
        return readings.stream().filter(wanted).mapToDouble(value).findFirst().orElse(Double.NaN);
    }

    /** Returns the text from which this was parsed. */
    String text() {
        if (!kind.numbered) {
            return kind.words;
        }
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e9;
        return kind.words + " " + (whole ? String.valueOf((long) number) : String.valueOf(number));
    }
}
