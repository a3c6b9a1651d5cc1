package dev.engram.app.launch.slurm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The batch script of a job array. Its options are lines of the script, so that a user can read them, change them and
 * submit the script by hand.
 */
final class SlurmScript {
    /** Stands for the number of the task among the arguments of a worker. */
    static final String TASK = "$SLURM_ARRAY_TASK_ID";

    /** End of the name of the file, in the folder of logs, with the number of a task that refused its input. */
    static final String REFUSED = ".refused";

    /** Starts of a task after which a worker that fails is given up. */
    private static final int MAX_RESTARTS = 20;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9%@:,./_=+-]+");

    /**
     * Runs the worker, and asks Slurm to run the task again if it was stopped before the queue was empty. A signal
     * comes some time before the time limit, at the beginning of a pre-emption, or from an administrator; the job is
     * then still RUNNING. After scancel or scontrol requeue it is COMPLETING, and Slurm itself decides what follows. A
     * task that Slurm may not requeue ends here; the next 'engram run' continues its runs. A worker that was killed, or
     * that lost its store, is started again as well, but not for ever; one that refuses its input (2) is not, and the
     * waiting command is told.
     */
    private static final String BODY = """

            set -u
            pid= stopped= refused=$PWD/logs/$SLURM_ARRAY_JOB_ID%s
            trap 'stopped=yes; [ -z "$pid" ] || kill -TERM "$pid" 2> /dev/null' TERM
            # A JVM would take its heap from the memory of the node, which may be more than the task has.
            [ -z "${SLURM_MEM_PER_NODE:-}" ] ||
              export ENGRAM_JAVA_OPTIONS="-Xmx$((SLURM_MEM_PER_NODE * 3 / 4))m ${ENGRAM_JAVA_OPTIONS:-}"
            %s
            # One task of an array has the number of the whole array as its SLURM_JOB_ID.
            task=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
            echo "task $SLURM_ARRAY_TASK_ID of job $SLURM_ARRAY_JOB_ID on ${SLURMD_NODENAME:-$(hostname)}, \
            restarts: ${SLURM_RESTART_COUNT:-0}"
            %s &
            pid=$!
            [ -z "$stopped" ] || kill -TERM "$pid" 2> /dev/null
            code=
            while wait "$pid"; code=$?; kill -0 "$pid" 2> /dev/null; do :; done
            [ "$code" != 2 ] || echo "$SLURM_ARRAY_TASK_ID" > "$refused"
            again=$stopped
            [ "$code" = 0 ] || [ "$code" = 2 ] || [ "${SLURM_RESTART_COUNT:-0}" -ge %d ] || again=yes
            if [ -n "$again" ] && [ "$(squeue -h -j "$task" -o %%T)" = RUNNING ]; then
              echo "task $SLURM_ARRAY_TASK_ID goes back to the queue of Slurm (exit code $code)"
              scontrol requeue "$task" && exit 0
            fi
            exit "$code"
            """;

    private SlurmScript() {}

    /**
     * Returns the script.
     *
     * @param name the name of the job
     * @param folder the folder of the job, which all nodes can reach
     * @param worker the program and the arguments of a worker
     */
    static String text(String name, Path folder, SlurmSettings settings, List<String> worker) {
        StringBuilder script = new StringBuilder("#!/bin/bash\n");
        options(name, folder, settings)
                .forEach(o -> script.append("#SBATCH ").append(option(o)).append('\n'));
        String setup = String.join("\n", settings.sbatch().setup());
        String command = worker.stream().map(SlurmScript::argument).collect(Collectors.joining(" "));
        return script + BODY.formatted(REFUSED, setup, command, MAX_RESTARTS);
    }

    private static List<String> options(String name, Path folder, SlurmSettings settings) {
        String path = folder.toString().replace("%", "%%");
        List<String> options = new ArrayList<>(List.of(
                "--job-name=engram-" + name,
                "--array=0-" + (settings.tasks() - 1),
                "--requeue",
                "--open-mode=append",
                "--chdir=" + folder,
                "--output=" + path + "/logs/%A_%a.log",
                "--nodes=1",
                "--ntasks=1",
                "--cpus-per-task=" + settings.cores(),
                "--signal=B:TERM@" + settings.save().toSeconds()));
        add(options, "--partition=", settings.sbatch().partition());
        add(options, "--account=", settings.sbatch().account());
        add(options, "--time=", settings.sbatch().time());
        add(options, "--mem=", settings.sbatch().memory());
        options.addAll(settings.sbatch().options());
        return options;
    }

    private static void add(List<String> options, String option, String value) {
        if (!value.isEmpty()) {
            options.add(option + value);
        }
    }

    /** Returns an option as sbatch reads it from a script, where double quotes group and a backslash escapes. */
    private static String option(String text) {
        return PLAIN.matcher(text).matches()
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Returns an argument as the shell reads it. */
    private static String argument(String text) {
        if (text.contains(TASK)) {
            return '"' + text + '"';
        }
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
