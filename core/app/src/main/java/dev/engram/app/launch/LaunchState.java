package dev.engram.app.launch;

import java.util.List;
import java.util.Optional;

/**
 * The state of workers that were started together.
 *
 * @param waiting workers that wait for a machine
 * @param running workers that run
 * @param ended workers that have ended, for whatever reason
 * @param lines details for {@code engram status}
 * @param refusal what a worker printed that refused its input, as the others would; empty if none did, or it is not
 *     known
 * @param obstacle why none of the workers that are left can ever start; empty if they can, or it is not known
 */
public record LaunchState(
        int waiting, int running, int ended, List<String> lines, List<String> refusal, Optional<String> obstacle) {
    public LaunchState {
        lines = List.copyOf(lines);
        refusal = List.copyOf(refusal);
    }

    /** A state in which no worker is known to have refused its input, or to wait in vain. */
    public LaunchState(int waiting, int running, int ended, List<String> lines) {
        this(waiting, running, ended, lines, List.of(), Optional.empty());
    }

    /** Returns the number of workers that run or will run. */
    public int alive() {
        return waiting + running;
    }
}
