package dev.engram.engine.step;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.parallel.ThreadTeam;
import dev.engram.spi.Optimizer;

/**
 * The end of a step with very many parameters: an elementwise optimizer and the subtraction, or only the subtraction,
 * for one range of parameters on each thread of a team.
 */
final class DividedUpdate implements ThreadTeam.Task {
    /** Parameters for which it is worth to wake a thread: some ten microseconds. */
    private static final int LENGTH_OF_A_PART = ThreadTeam.leastPart(32 * 1024);

    private final ThreadTeam team;
    private final boolean[] finite;
    private float[] theta;
    private float[] gradient;
    private Optimizer optimizer;
    /** One step for each part; they share their state. */
    private RangedStep[] steps;

    private int first;
    private int chunk;
    private int n;
    private int parts;

    DividedUpdate(ThreadTeam team) {
        this.team = team;
        this.finite = new boolean[team.size()];
    }

    /** Returns whether so many parameters are divided. */
    boolean divides(int n) {
        return finite.length > 1 && n >= 2 * LENGTH_OF_A_PART;
    }

    /** Subtracts the gradient; returns whether all parameters are finite. */
    boolean subtract(float[] theta, float[] gradient, int n) {
        return run(null, theta, gradient, 0, n, n);
    }

    /** Returns the largest number of parts. */
    int mostParts() {
        return finite.length;
    }

    /**
     * Updates and subtracts the parameters from {@code first} to {@code n - 1}, chunk by chunk. All slots exist
     * already, because the chunk before {@code first} has requested them.
     *
     * @param steps one step for each part
     * @return whether the parameters are finite
     */
    boolean update(Optimizer o, RangedStep[] steps, float[] theta, float[] gradient, int first, int n, int chunk) {
        this.steps = steps;
        return run(o, theta, gradient, first, n, chunk);
    }

    private boolean run(Optimizer o, float[] theta, float[] gradient, int first, int n, int chunk) {
        this.optimizer = o;
        this.theta = theta;
        this.gradient = gradient;
        this.first = first;
        this.n = n;
        this.chunk = chunk;
        this.parts = Math.min(team.size(), Math.max(1, (n - first) / LENGTH_OF_A_PART));
        team.run(this, parts);
        boolean all = true;
        for (int i = 0; i < parts; i++) {
            all &= finite[i];
        }
        return all;
    }

    @Override
    public void run(int part) {
        int end = bound(part + 1);
        boolean all = true;
        for (int from = bound(part); from < end; from += chunk) {
            int to = Math.min(end, from + chunk);
            if (optimizer != null) {
                steps[part].setRange(from, to);
                optimizer.update(steps[part]);
            }
            all &= Kernels.subtract(theta, gradient, from, to);
        }
        finite[part] = all;
    }

    /** Parts begin at multiples of a vector from the first parameter. */
    private int bound(int part) {
        return part == parts ? n : first + (int) ((long) (n - first) * part / parts) / 16 * 16;
    }
}
