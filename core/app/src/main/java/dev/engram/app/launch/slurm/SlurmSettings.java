package dev.engram.app.launch.slurm;

import java.time.Duration;

/**
 * The settings of a job array.
 *
 * @param tasks the number of tasks
 * @param cores the cores of a task
 * @param save the time before the time limit at which a task is told to save its runs
 */
public record SlurmSettings(SbatchOptions sbatch, int tasks, int cores, Duration save) {}
