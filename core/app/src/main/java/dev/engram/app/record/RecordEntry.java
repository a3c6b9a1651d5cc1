package dev.engram.app.record;

import dev.engram.app.run.Plan;
import java.nio.file.Path;

/**
 * An entry: an optimizer, and the number of steps after which it has reached the target of its track.
 *
 * @param name name of its file
 * @param plan its runs, one for each seed of the track
 */
record RecordEntry(String name, Path file, Plan plan, long steps) {}
