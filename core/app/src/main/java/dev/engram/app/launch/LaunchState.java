package dev.engram.app.launch;

import java.util.List;

/**
 * The state of workers that were started together.
 *
 * @param waiting workers that wait for a machine
 * @param running workers that run
 * @param ended workers that have ended, for whatever reason
 * @param lines details for {@code engram status}
 * @param refusal what a worker printed that refused its input, as the others would; empty if none did, or it is not
 *     known
 */
public record LaunchState(int waiting, int running, int ended, List<String> lines, List<String> refusal) {
    public LaunchState {
        lines = List.copyOf(lines);
        refusal = List.copyOf(refusal);
    }

    /** A state in which no worker is known to have refused its input. */
    public LaunchState(int waiting, int running, int ended, List<String> lines) {
        this(waiting, running, ended, lines, List.of());
    }

    /** Returns the number of workers that run or will run. */
    public int alive() {
        return waiting + running;
    }
}
