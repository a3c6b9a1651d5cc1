package dev.engram.app.launch.slurm;

import java.time.Duration;
import java.util.List;

/**
 * The resources of a job array. Empty texts leave a choice to Slurm.
 *
 * @param tasks the number of tasks
 * @param cores the cores of a task
 * @param save the time before the time limit at which a task is told to save its runs
 * @param options further options of sbatch, such as {@code --constraint=avx512}
 * @param setup lines of shell script before a worker is started, such as {@code module load java/17}
 */
public record SlurmSettings(
        String partition,
        String account,
        String time,
        String memory,
        int tasks,
        int cores,
        Duration save,
        List<String> options,
        List<String> setup) {
    public SlurmSettings {
        options = List.copyOf(options);
        setup = List.copyOf(setup);
    }
}
