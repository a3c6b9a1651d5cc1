package dev.engram.engine.network;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** All trained numbers of a run in parallel arrays with one index. Filled while a run is put together, then closed. */
public final class Arena {
    private final List<Segment> segments = new ArrayList<>();
    private final List<MatrixView> views = new ArrayList<>();
    private final List<Segment> viewedSegments = new ArrayList<>();
    private final List<ScratchMatrix> directions = new ArrayList<>();
    private Segment[] allSegments;
    private Segment[] coupled;
    private float[] theta;
    private float[] gradient;
    private float[] active;
    private float[] shifted;
    private int trainedLength;

    /** A parameter of its own. */
    public Segment add(String name, int rows, int cols, float[] start, Set<Parameter.Tag> tags) {
        return add(new Segment(name, rows, cols, start, tags, null, 0));
    }

    /** A parameter that makes every step of another. */
    Segment addCoupled(String name, Segment leader, float[] start, float decay) {
        return add(new Segment(name, leader.rows, leader.cols, start, Set.of(Parameter.Tag.AUXILIARY), leader, decay));
    }

    private Segment add(Segment s) {
        if (theta != null) {
            throw new IllegalStateException(s.name + ": parameters are asked for while a rule opens, not later");
        }
        if (segments.stream().anyMatch(o -> o.name.equals(s.name))) {
            throw new IncompatibleException("two parameters are called " + s.name);
        }
        segments.add(s);
        return s;
    }

    /** A view of a parameter that always shows the point that is looked at. */
    MatrixView view(Segment s) {
        MatrixView v = new MatrixView(s.start, 0, s.rows, s.cols);
        views.add(v);
        viewedSegments.add(s);
        return v;
    }

    /** Becomes as wide as the arena when that is closed. */
    ScratchMatrix direction(ComputeContext computeContext) {
        ScratchMatrix w = new ScratchMatrix(1, 0, computeContext);
        directions.add(w);
        return w;
    }

    /** Gives every parameter its place. */
    public void close() {
        List<Segment> sorted = new ArrayList<>(segments);
        sorted.sort(Comparator.comparingInt(Segment::sortKey));
        int n = 0;
        for (Segment s : sorted) {
            s.parameter = new Parameter(s.name, n, Math.addExact(n, s.size()), s.rows, s.cols, s.tags);
            n = s.parameter.to();
        }
        allSegments = sorted.toArray(Segment[]::new);
        coupled = sorted.stream().filter(s -> s.coupledTo != null).toArray(Segment[]::new);
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

    /** From now on the network computes at this point: an array like theta. */
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

    /** The point that the network computes at; theta but for a moment. */
    public float[] active() {
        return active;
    }

    /** End of the optimizer's stretch: what lies behind it (twins) makes the steps of others. */
    public int trainedLength() {
        return trainedLength;
    }

    /** The optimizer's parameters, in order. */
    public List<Parameter> parameters() {
        return Arrays.stream(allSegments)
                .filter(s -> s.coupledTo == null)
                .map(s -> s.parameter)
                .toList();
    }

    /** All parameters, twins too, in order. */
    public List<Parameter> allParameters() {
        return Arrays.stream(allSegments).map(s -> s.parameter).toList();
    }

    /** Before a rule learns: the gradient counts as zero, though only {@link #zeroUncredited} makes it so. */
    public void clearGradient() {
        for (Segment s : allSegments) {
            s.credited = false;
        }
    }

    /** After a rule has learned: writes zeros where it credited nothing. */
    public void zeroUncredited() {
        for (Segment s : allSegments) {
            zeroIfUncredited(s);
        }
    }

    /** Makes sure that what stands in a stretch of the gradient may be added to: it is zero if nothing was added yet. */
    public void zeroIfUncredited(Segment s) {
        if (!s.credited) {
            Arrays.fill(gradient, s.from(), s.from() + s.size(), 0);
            s.credited = true;
        }
    }

    /** gradient += scale * direction, for the parameters of the network. */
    void credit(float scale, float[] direction) {
        for (Segment s : allSegments) {
            if (s.parameter.inNetwork()) {
                zeroIfUncredited(s);
                for (int i = s.from(), to = i + s.size(); i < to; i++) {
                    gradient[i] += scale * direction[i];
                }
            }
        }
    }

    /** The point that is looked at, plus c times a direction: an array of the arena's own, good until the next call. */
    float[] shifted(float c, float[] direction) {
        if (shifted == null) {
            shifted = new float[theta.length];
        }
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = active[i] + c * direction[i];
        }
        return shifted;
    }

    /** Before the step lands: twins take over their leaders' steps, and both decay. */
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

    /** Twins are the same at every point: completes a point that an optimizer made. */
    public void copyCoupled(float[] point) {
        System.arraycopy(theta, trainedLength, point, trainedLength, theta.length - trainedLength);
    }
}
