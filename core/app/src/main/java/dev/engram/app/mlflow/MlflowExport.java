package dev.engram.app.mlflow;

import dev.engram.app.results.SuiteResults;
import dev.engram.app.results.TrialCells.TrialCell;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.store.Run;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sends the runs of a suite to an MLflow server: an experiment with the name of the suite, and for the trials of a
 * tuned suite a second one, {@code NAME trials}. It can be repeated. A run carries its identity and a hash of its
 * content as tags. A run that the server has with the same hash is not sent again. If the hash differs, or if sending
 * it was interrupted, it is sent again, and then the earlier one is deleted.
 */
public final class MlflowExport {
    private static final String TRIALS = " trials";

    private final MlflowClient client;
    private int added;
    private int replaced;
    private int unchanged;

    private MlflowExport(MlflowClient client) {
        this.client = client;
    }

    /**
     * The effect of an export.
     *
     * @param page address of the experiment in a browser
     * @param added number of runs that are new on the server
     * @param replaced number of runs that the server had in another state
     * @param unchanged number of runs that the server had
     */
    public record Summary(String page, int added, int replaced, int unchanged) {}

    /**
     * Sends the runs. Imported runs are not sent.
     *
     * @param environment variables with the credentials, as MLflow's own clients read them
     * @throws MlflowException if the server cannot be reached or refuses a request; the same call continues
     */
    public static Summary send(SuiteResults e, URI server, Map<String, String> environment)
            throws MlflowException, InterruptedException {
        MlflowClient client = new MlflowClient(server, environment);
        MlflowExport export = new MlflowExport(client);
        String name = e.plan().suite().name();
        String experiment = client.experiment(name);
        export.send(experiment, e.cells());
        List<CellRuns> trials = e.trials().stream().map(TrialCell::runs).toList();
        if (!trials.isEmpty()) {
            export.send(client.experiment(name + TRIALS), trials);
        }
        return new Summary(client.page(experiment), export.added, export.replaced, export.unchanged);
    }

    private void send(String experiment, List<CellRuns> cells) throws MlflowException, InterruptedException {
        Map<String, List<MlflowClient.SentRun>> sent = client.sentRuns(experiment);
        for (CellRuns cell : cells) {
            for (Run run : cell.runs()) {
                send(experiment, MlflowRun.of(cell, run), sent.getOrDefault(run.id(), List.of()));
            }
        }
    }

    private void send(String experiment, MlflowRun run, List<MlflowClient.SentRun> sent)
            throws MlflowException, InterruptedException {
        String hash = run.contentHash();
        List<MlflowClient.SentRun> obsolete = new ArrayList<>(sent);
        boolean there = sent.stream()
                .filter(s -> s.complete() && s.contentHash().equals(hash))
                .findFirst()
                .map(obsolete::remove)
                .orElse(false);
        if (there) {
            unchanged++;
        } else {
            client.send(experiment, run, hash);
            if (sent.isEmpty()) {
                added++;
            } else {
                replaced++;
            }
        }
        for (MlflowClient.SentRun s : obsolete) {
            client.delete(s.runId());
        }
    }
}
