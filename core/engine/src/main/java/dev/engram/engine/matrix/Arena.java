package dev.engram.engine.matrix;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All trained numbers of a run, in parallel arrays with one index. Filled during the setup of a run, then closed. */
public final class Arena {
    private final List<Segment> segments = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<MatrixView> views = new ArrayList<>();
    private final List<Segment> viewedSegments = new ArrayList<>();
    private final List<ScratchMatrix> directions = new ArrayList<>();
    private Segment[] allSegments;
    private Segment[] coupled;
    private List<Parameter> parameters;
    private List<Parameter> allParameters;
    private float[] theta;
    private float[] gradient;
    private float[] active;
    private float[] shifted;
    private int trainedLength;

    /** Adds a parameter. */
    public Segment add(String name, int rows, int cols, float[] start, Set<Parameter.Tag> tags) {
        return add(new Segment(name, rows, cols, start, tags, null, 0));
    }

    /** Returns the number of all parameters so far. */
    public long length() {
        long length = 0;
        for (Segment s : segments) {
            length += s.size();
        }
        return length;
    }

    /** Adds a parameter that repeats every step of another one. */
    public Segment addCoupled(String name, Segment coupledTo, float[] start, float decay) {
        return add(new Segment(
                name, coupledTo.rows(), coupledTo.cols(), start, Set.of(Parameter.Tag.AUXILIARY), coupledTo, decay));
    }

    private Segment add(Segment s) {
        if (theta != null) {
            throw new IllegalStateException(
                    s.name() + ": parameters must be requested during the setup of a rule, not later");
        }
        if (!names.add(s.name())) {
            throw new IncompatibleException("two parameters are called " + s.name());
        }
        segments.add(s);
        return s;
    }

    /** Returns a view of a parameter that always shows the active point. */
    public MatrixView view(Segment s) {
        MatrixView v = new MatrixView(s.start, 0, s.rows(), s.cols());
        views.add(v);
        viewedSegments.add(s);
        return v;
    }

    /** Returns a row that becomes as wide as the arena when the arena is closed. */
    public ScratchMatrix direction(ComputeContext computeContext) {
        ScratchMatrix w = new ScratchMatrix(1, 0, computeContext);
        directions.add(w);
        return w;
    }

    /** Assigns every parameter its range and allocates the arrays. */
    public void close() {
        allSegments = sorted();
        allParameters = place(allSegments);
        int own = 0;
        while (own < allSegments.length && allSegments[own].coupledTo == null) {
            own++;
        }
        coupled = Arrays.copyOfRange(allSegments, own, allSegments.length);
        parameters = coupled.length == 0 ? allParameters : allParameters.subList(0, own);
        int n = Math.toIntExact(length());
        trainedLength = coupled.length == 0 ? n : coupled[0].from();
        theta = new float[n];
        gradient = new float[n];
        for (Segment s : allSegments) {
            System.arraycopy(s.start, 0, theta, s.from(), s.size());
            s.start = null;
        }
        for (ScratchMatrix w : directions) {
            w.resize(n);
        }
        setActive(theta);
    }

    /** Returns the segments by rank; those of one rank in the order in which they were added. */
    private Segment[] sorted() {
        Segment[] sorted = new Segment[segments.size()];
        int placed = 0;
        for (int rank = 0; placed < sorted.length; rank++) {
            for (Segment s : segments) {
                if (s.rank() == rank) {
                    sorted[placed++] = s;
                }
            }
        }
        return sorted;
    }

    /** Gives segments their ranges, one after the other; returns their parameters. */
    private static List<Parameter> place(Segment[] segments) {
        Parameter[] placed = new Parameter[segments.length];
        int n = 0;
        for (int i = 0; i < placed.length; i++) {
            Segment s = segments[i];
            s.parameter = new Parameter(s.name(), n, Math.addExact(n, s.size()), s.rows(), s.cols(), s.tags);
            placed[i] = s.parameter;
            n = s.parameter.to();
        }
        return List.of(placed);
    }

    /** Makes the network compute at this point: an array like theta, which is not copied. */
    public void setActive(float[] point) {
        active = point;
        for (int i = 0; i < viewedSegments.size(); i++) {
            MatrixView v = views.get(i);
            v.wrap(point, viewedSegments.get(i).from(), v.rows);
        }
    }

    public float[] theta() {
        return theta;
    }

    public float[] gradient() {
        return gradient;
    }

    /** Returns the point at which the network computes: theta, except during an evaluation elsewhere. */
    public float[] active() {
        return active;
    }

    /** Returns the end of the optimizer's range. The coupled parameters behind it repeat the steps of others. */
    public int trainedLength() {
        return trainedLength;
    }

    /** Returns the parameters of the optimizer, in order. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Returns all parameters, including coupled ones, in order. */
    public List<Parameter> allParameters() {
        return allParameters;
    }

    /** Clears the gradient before a rule learns. The zeros are written later, by {@link #zeroUncredited}. */
    public void clearGradient() {
        for (Segment s : allSegments) {
            s.credited = false;
        }
    }

    /** Writes zeros to the gradient of all parameters that the rule did not credit. */
    public void zeroUncredited() {
        for (Segment s : allSegments) {
            zeroIfUncredited(s);
        }
    }

    /**
     * Zeroes the gradient of a segment unless it was credited since {@link #clearGradient}, so that it can be added
     * to.
     */
    public void zeroIfUncredited(Segment s) {
        if (!s.credited) {
            Arrays.fill(gradient, s.from(), s.from() + s.size(), 0);
            s.credited = true;
        }
    }

    /** gradient += scale * direction, for the parameters of the network. */
    public void credit(float scale, float[] direction) {
        for (Segment s : allSegments) {
            if (s.parameter.inNetwork()) {
                zeroIfUncredited(s);
                for (int i = s.from(), to = i + s.size(); i < to; i++) {
                    gradient[i] += scale * direction[i];
                }
            }
        }
    }

    /**
     * Returns the active point plus c times a direction, in an array of the arena that is valid until the next call.
     */
    public float[] shifted(float c, float[] direction) {
        if (shifted == null) {
            shifted = new float[theta.length];
        }
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = active[i] + c * direction[i];
        }
        return shifted;
    }

    /**
     * Copies to coupled parameters the steps that they repeat, and decays both parameters; called before the step.
     */
    public void stepCoupled() {
        for (Segment t : coupled) {
            int a = t.from(), b = t.coupledTo.from();
            float keep = 1 - t.decay;
            for (int i = 0, n = t.size(); i < n; i++) {
                gradient[a + i] = gradient[b + i];
                theta[a + i] *= keep;
                theta[b + i] *= keep;
            }
        }
    }

    /** Completes a point that an optimizer computed: coupled parameters have the same values at every point. */
    public void copyCoupled(float[] point) {
        System.arraycopy(theta, trainedLength, point, trainedLength, theta.length - trainedLength);
    }
}
