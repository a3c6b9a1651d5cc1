package dev.engram.app.launch;

import java.util.List;

/**
 * The state of workers that were started together.
 *
 * @param waiting workers that wait for a machine
 * @param running workers that run
 * @param ended workers that have ended, for whatever reason
 * @param lines details for {@code engram status}
 */
public record LaunchState(int waiting, int running, int ended, List<String> lines) {
    public LaunchState {
        lines = List.copyOf(lines);
    }

    /** Returns the number of workers that run or will run. */
    public int alive() {
        return waiting + running;
    }
}
