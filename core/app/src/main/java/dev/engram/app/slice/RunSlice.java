package dev.engram.app.slice;

import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.config.RunSpec.Learning;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.train.InterpolatedLoss;
import dev.engram.engine.train.InterpolatedLoss.Barrier;
import dev.engram.engine.train.InterpolationGrid;
import dev.engram.engine.train.LinearInterpolation;
import dev.engram.spi.IncompatibleException;
import java.util.ArrayList;
import java.util.List;

/**
 * The losses on the line between the weights of two stored runs.
 *
 * @param first the run at t = 0, whose data and loss are used
 * @param second the run at t = 1
 * @param trainingExamples number of training examples
 * @param validationExamples number of validation examples
 * @param points the losses, by rising t
 * @param notes what a reader has to know about them, in sentences
 */
public record RunSlice(
        SliceEnd first,
        SliceEnd second,
        int trainingExamples,
        int validationExamples,
        List<InterpolatedLoss> points,
        List<String> notes) {
    /** A note on barriers. */
    public static final String NOT_ALIGNED = "Hidden units are not aligned: two networks that are equal but for the"
            + " order of their units have a barrier as well (Entezari et al. 2022).";

    private static final int DIGITS = 4;

    /**
     * Computes the losses.
     *
     * @param examples the most training examples and the most validation examples
     * @throws IncompatibleException if the loss cannot be computed between the runs
     */
    public static RunSlice between(
            SliceEnd first, SliceEnd second, InterpolationGrid grid, int examples, DataCache data) {
        SliceChecks.require(first, second);
        ResolvedRun a = first.spec().resolve(first.run().seed());
        ResolvedRun b = second.spec().resolve(second.run().seed());
        LinearInterpolation line = named(first, () -> new LinearInterpolation(a, data, examples));
        named(second, () -> new LinearInterpolation(b, data, 1)); // refuses a rule with predictions of its own
        if (!line.sameFunction(b, second.weights())) {
            throw SliceChecks.otherFunction(first, second);
        }
        List<InterpolatedLoss> points = line.between(first.weights(), second.weights(), grid);
        RunSlice slice = new RunSlice(
                first, second, line.trainingExamples(), line.validationExamples(), points, new ArrayList<>());
        return slice.with(slice.notes(line, b, data));
    }

    private interface Preparation {
        LinearInterpolation prepare();
    }

    private static LinearInterpolation named(SliceEnd end, Preparation preparation) {
        try {
            return preparation.prepare();
        } catch (IncompatibleException e) {
            throw new IncompatibleException("run " + end.description() + ": " + e.getMessage(), e);
        }
    }

    private RunSlice with(List<String> sentences) {
        return new RunSlice(first, second, trainingExamples, validationExamples, points, List.copyOf(sentences));
    }

    /** Returns the barrier of the training loss. */
    public Barrier trainingBarrier() {
        return Barrier.of(points, InterpolatedLoss::trainingLoss);
    }

    /** Returns the barrier of the validation loss; its height is NaN without validation data. */
    public Barrier validationBarrier() {
        return Barrier.of(points, InterpolatedLoss::validationLoss);
    }

    private List<String> notes(LinearInterpolation line, ResolvedRun b, DataCache data) {
        List<String> notes = new ArrayList<>();
        String loss = loss(first);
        if (!loss.equals(loss(second))) {
            notes.add("The loss is " + loss + ", that of the first run; the second one was trained with " + loss(second)
                    + ".");
        }
        int seen = line.validationExamplesTrainedOnBy(b, data);
        if (seen > 0) {
            notes.add(seen + " of the " + validationExamples + " validation examples were training examples of the"
                    + " second run, which has its own division of the data: the validation loss near t = 1 is"
                    + " too low.");
        }
        if (line.recomputesStatistics()) {
            notes.add(statistics());
        }
        if (trainingBarrier().height() > 0) {
            notes.add(NOT_ALIGNED);
        }
        return notes;
    }

    private String statistics() {
        double recorded = first.recordedValidationLoss();
        return "Running statistics of batch normalization are computed anew for each t, from "
                + LinearInterpolation.STATISTICS_BATCHES + " training batches"
                + (Double.isNaN(recorded)
                        ? "."
                        : "; the first run recorded the validation loss " + number(recorded) + ", and t = 0 has "
                                + number(InterpolatedLoss.at(points, 0, InterpolatedLoss::validationLoss)) + ".");
    }

    private static String loss(SliceEnd end) {
        return ((Learning) end.spec().task()).loss().text();
    }

    static String number(double value) {
        return NumberFormats.significantDigits(value, DIGITS);
    }
}
