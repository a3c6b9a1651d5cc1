package dev.engram.engine.random;

import java.util.Arrays;

/**
 * The streams of one step, keyed by seed, step and name. Asking again in the same step gives the same numbers, and
 * there is no generator state to save. Reuses one object per name, so that a step allocates nothing.
 */
public final class StepStreams {
    private final long seed;
    private final long space;
    private final GaussianBlock block = new GaussianBlock();
    private long stepKey;
    private String[] names = new String[0];
    private long[] hashes = new long[0];
    private RandomStream[] streams = new RandomStream[0];

    /** @param space the owner of the streams: the same name in two spaces gives two streams */
    public StepStreams(long seed, String space) {
        this.seed = seed;
        this.space = RandomStreams.hash(space);
    }

    /** Selects the step. */
    public void step(long step) {
        stepKey = SplitMix64.mix(RandomStreams.key(seed, space) + step);
    }

    /** Selects a part of a step, such as an example of an epoch. */
    public void step(long step, long part) {
        step(step);
        stepKey = SplitMix64.mix(stepKey + part);
    }

    /** Returns the stream of a name in this step, from its beginning; valid until the name is requested again. */
    public RandomStream of(String name) {
        int i = 0;
        while (i < names.length && !names[i].equals(name)) {
            i++;
        }
        if (i == names.length) {
            names = Arrays.copyOf(names, i + 1);
            hashes = Arrays.copyOf(hashes, i + 1);
            streams = Arrays.copyOf(streams, i + 1);
            names[i] = name;
            hashes[i] = RandomStreams.hash(name);
            streams[i] = new RandomStream(0, block);
        }
        streams[i].reset(SplitMix64.mix(stepKey ^ hashes[i]));
        return streams[i];
    }
}
