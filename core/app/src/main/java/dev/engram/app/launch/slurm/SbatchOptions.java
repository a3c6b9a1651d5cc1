package dev.engram.app.launch.slurm;

import dev.engram.spi.Hyper;
import java.util.List;

/** The options of sbatch that a user chooses. Empty texts leave a choice to Slurm. */
public record SbatchOptions(
        @Hyper(value = "''", doc = "partition; empty for that of the cluster")
        String partition,

        @Hyper(value = "''", doc = "account that is charged; empty for your own")
        String account,

        @Hyper(value = "''", doc = "time limit of a task, as sbatch reads it: 30, 2:00:00 or 1-12")
        String time,

        @Hyper(value = "''", doc = "memory of a task, such as 2G")
        String memory,

        @Hyper(value = "[]", doc = "further options of sbatch, such as --constraint=avx512")
        List<String> options,

        @Hyper(value = "[]", doc = "shell lines before a worker starts, such as module load java/17")
        List<String> setup) {
    public SbatchOptions {
        options = List.copyOf(options);
        setup = List.copyOf(setup);
    }
}
