package dev.engram.app.mlflow;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests of MLflow's REST interface that an export needs, within the limits of the interface. */
final class MlflowClient {
    /** Tag with the identity of the run in the store. */
    static final String RUN = "engram.run";

    /** Tag with the hash of everything that was sent. */
    static final String CONTENT = "engram.content";

    private static final int MAX_METRICS = 1000;
    private static final int MAX_ENTRIES = 100;
    private static final int PAGE = 1000;
    private static final String RUNNING = "RUNNING";
    private static final String DELETED = "deleted";

    private final MlflowConnection connection;

    MlflowClient(URI server, Map<String, String> environment) throws MlflowException {
        this.connection = new MlflowConnection(server, environment);
    }

    /** A run that the server has. It is complete if sending it was not interrupted. */
    record SentRun(String runId, String contentHash, boolean complete) {}

    /** Returns the address of an experiment for a browser. */
    String page(String experiment) {
        return connection.server() + "/#/experiments/" + experiment;
    }

    /** Returns the id of the experiment with a name, which is created if the server does not have it. */
    String experiment(String name) throws MlflowException, InterruptedException {
        Optional<MlflowAnswer> found = connection.get(
                "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
        if (found.isEmpty()) {
            return connection.post("experiments/create", Map.of("name", name)).text("experiment_id");
        }
        MlflowAnswer experiment = found.get().object("experiment");
        if (DELETED.equals(experiment.optionalText("lifecycle_stage"))) {
            throw new MlflowException("the experiment '" + name + "' was deleted on " + connection.server()
                    + "; restore it there, or remove it for good with 'mlflow gc'");
        }
        return experiment.text("experiment_id");
    }

    /** Returns the runs of an experiment that Engram has sent, by their identity in the store. */
    Map<String, List<SentRun>> sentRuns(String experiment) throws MlflowException, InterruptedException {
        Map<String, List<SentRun>> runs = new HashMap<>();
        String token = "";
        do {
            Map<String, Object> search = new LinkedHashMap<>();
            search.put("experiment_ids", List.of(experiment));
            search.put("run_view_type", "ACTIVE_ONLY");
            search.put("max_results", PAGE);
            if (!token.isEmpty()) {
                search.put("page_token", token);
            }
            MlflowAnswer page = connection.post("runs/search", search);
            for (MlflowAnswer run : page.objects("runs")) {
                add(run, runs);
            }
            String next = page.optionalText("next_page_token");
            if (!next.isEmpty() && next.equals(token)) {
                throw new MlflowException(connection.server() + " repeats a page of runs; nothing more was sent");
            }
            token = next;
        } while (!token.isEmpty());
        return runs;
    }

    private static void add(MlflowAnswer run, Map<String, List<SentRun>> runs) throws MlflowException {
        Map<String, String> tags = new HashMap<>();
        for (MlflowAnswer tag : run.object("data").objects("tags")) {
            tags.put(tag.text("key"), tag.optionalText("value"));
        }
        if (tags.containsKey(RUN)) {
            MlflowAnswer info = run.object("info");
            runs.computeIfAbsent(tags.get(RUN), id -> new ArrayList<>())
                    .add(new SentRun(
                            info.text("run_id"),
                            tags.getOrDefault(CONTENT, ""),
                            !RUNNING.equals(info.optionalText("status"))));
        }
    }

    /** Sends a run. It has the status RUNNING until all of it has arrived. */
    void send(String experiment, MlflowRun run, String contentHash) throws MlflowException, InterruptedException {
        Map<String, Object> create = new LinkedHashMap<>();
        create.put("experiment_id", experiment);
        create.put("run_name", run.name());
        create.put("start_time", run.start());
        create.put("tags", List.of(MlflowRun.entry(RUN, run.id()), MlflowRun.entry(CONTENT, contentHash)));
        String runId = connection
                .post("runs/create", create)
                .object("run")
                .object("info")
                .text("run_id");
        log(runId, "params", run.data().parameters(), MAX_ENTRIES);
        log(runId, "tags", run.data().tags(), MAX_ENTRIES);
        log(runId, "metrics", run.data().metrics(), MAX_METRICS);
        Map<String, Object> update = new LinkedHashMap<>();
        update.put("run_id", runId);
        update.put("status", run.status());
        update.put("end_time", run.end());
        connection.post("runs/update", update);
    }

    private void log(String runId, String kind, List<Map<String, Object>> all, int limit)
            throws MlflowException, InterruptedException {
        for (int from = 0; from < all.size(); from += limit) {
            Map<String, Object> batch = new LinkedHashMap<>();
            batch.put("run_id", runId);
            batch.put(kind, all.subList(from, Math.min(all.size(), from + limit)));
            connection.post("runs/log-batch", batch);
        }
    }

    void delete(String runId) throws MlflowException, InterruptedException {
        connection.post("runs/delete", Map.of("run_id", runId));
    }
}
