package dev.engram.app.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A server that keeps MLflow's protocol and refuses what MLflow refuses: unknown and missing fields, wrong types, keys
 * and values over the limits, batches over the limits, and requests about what does not exist. It is stricter in one
 * point: nothing is logged to a run that has ended.
 */
public final class MlflowTestServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/2.0/mlflow/";
    private static final String KEY = "[/\\p{L}\\p{Nd}_. -]{1,250}";
    private static final int MAX_BODY = 1_000_000;
    /** Small, so that a search needs several pages. */
    private static final int PAGE = 3;

    private final HttpServer server;
    private final Map<String, String> experiments = new LinkedHashMap<>();
    private final Map<String, ObjectNode> runs = new LinkedHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private int remaining = Integer.MAX_VALUE;
    private String authorization = "";
    private int number;

    public MlflowTestServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the names of the requests, in order. */
    public List<String> requests() {
        return requests;
    }

    /** Returns the runs that are not deleted, in the order in which they were made. */
    public List<JsonNode> runs() {
        return List.copyOf(runs.values());
    }

    /** Returns the experiments by name. */
    public Map<String, String> experiments() {
        return experiments;
    }

    /** Answers some more requests, and the others with status 503. */
    public void failAfter(int count) {
        remaining = count;
    }

    /** Refuses requests without this header. */
    public void require(String header) {
        authorization = header;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange x) throws IOException {
        String path = x.getRequestURI().getPath();
        requests.add(path.replace(API, ""));
        if (remaining-- <= 0) {
            respond(x, 503, "overloaded");
        } else if (!authorization.isEmpty()
                && !authorization.equals(x.getRequestHeaders().getFirst("Authorization"))) {
            respond(x, 401, "who are you?");
        } else {
            try {
                respond(x, 200, JSON.writeValueAsString(answer(x, path.replace(API, ""))));
            } catch (Refusal e) {
                ObjectNode error = JSON.createObjectNode().put("error_code", e.code);
                respond(x, e.status, error.put("message", e.getMessage()).toString());
            }
        }
    }

    private static void respond(HttpExchange x, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        x.sendResponseHeaders(status, bytes.length);
        x.getResponseBody().write(bytes);
        x.close();
    }

    private JsonNode answer(HttpExchange x, String path) throws IOException {
        if (path.equals("experiments/get-by-name")) {
            check(x.getRequestMethod().equals("GET"), "method");
            String query = x.getRequestURI().getRawQuery().replace("experiment_name=", "");
            return experiment(URLDecoder.decode(query, StandardCharsets.UTF_8));
        }
        check(x.getRequestMethod().equals("POST"), "method");
        check("application/json".equals(x.getRequestHeaders().getFirst("Content-Type")), "content type");
        byte[] bytes = x.getRequestBody().readAllBytes();
        check(bytes.length <= MAX_BODY, "body of " + bytes.length + " bytes");
        JsonNode body = JSON.readTree(bytes);
        return switch (path) {
            case "experiments/create" -> createExperiment(body);
            case "runs/search" -> search(body);
            case "runs/create" -> create(body);
            case "runs/log-batch" -> log(body);
            case "runs/update" -> update(body);
            case "runs/delete" -> delete(body);
            default -> throw new Refusal(404, "ENDPOINT_NOT_FOUND", path);
        };
    }

    private JsonNode experiment(String name) {
        if (!experiments.containsKey(name)) {
            throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "no experiment " + name);
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("experiment")
                .put("experiment_id", experiments.get(name))
                .put("name", name)
                .put("lifecycle_stage", "active");
        return answer;
    }

    private JsonNode createExperiment(JsonNode body) {
        fields(body, "name");
        String name = text(body, "name", 500);
        check(!experiments.containsKey(name), "the experiment exists");
        experiments.put(name, Integer.toString(++number));
        return JSON.createObjectNode().put("experiment_id", experiments.get(name));
    }

    private JsonNode search(JsonNode body) {
        fields(body, "experiment_ids", "run_view_type", "max_results", "page_token");
        check(body.get("experiment_ids").isArray() && body.get("experiment_ids").size() == 1, "experiment_ids");
        check(body.get("max_results").isInt() && body.get("max_results").asInt() <= 50_000, "max_results");
        check(Set.of("ACTIVE_ONLY", "ALL").contains(text(body, "run_view_type", 20)), "run_view_type");
        String id = body.get("experiment_ids").get(0).textValue();
        List<ObjectNode> found = runs.values().stream()
                .filter(r -> r.at("/info/experiment_id").asText().equals(id))
                .toList();
        int from = body.has("page_token") ? Integer.parseInt(text(body, "page_token", 20)) : 0;
        int to = Math.min(found.size(), from + PAGE);
        ObjectNode answer = JSON.createObjectNode();
        if (from < to) { // protocol buffers leave out an empty list
            found.subList(from, to).forEach(answer.withArray("runs")::add);
        }
        return to < found.size() ? answer.put("next_page_token", Integer.toString(to)) : answer;
    }

    private JsonNode create(JsonNode body) {
        fields(body, "experiment_id", "run_name", "start_time", "tags");
        String experiment = text(body, "experiment_id", 50);
        check(experiments.containsValue(experiment), "no experiment " + experiment);
        time(body, "start_time");
        ObjectNode run = JSON.createObjectNode();
        String id = "run" + ++number;
        run.putObject("info")
                .put("run_id", id)
                .put("experiment_id", experiment)
                .put("run_name", text(body, "run_name", 250))
                .put("status", "RUNNING")
                .put("start_time", body.get("start_time").asLong());
        ObjectNode data = run.putObject("data");
        body.get("tags").forEach(t -> entry(t, 5000));
        data.set("tags", body.get("tags").deepCopy());
        data.putArray("params");
        data.putArray("metrics");
        runs.put(id, run);
        ObjectNode answer = JSON.createObjectNode();
        answer.set("run", run);
        return answer;
    }

    private JsonNode log(JsonNode body) {
        fields(body, "run_id", "metrics", "params", "tags");
        ObjectNode run = run(body);
        check(run.at("/info/status").asText().equals("RUNNING"), "the run has ended");
        check(body.path("metrics").size() <= 1000, "more than 1000 metrics");
        check(body.path("params").size() <= 100, "more than 100 params");
        check(body.path("tags").size() <= 100, "more than 100 tags");
        body.path("params").forEach(p -> entry(p, 500));
        body.path("tags").forEach(t -> entry(t, 5000));
        body.path("metrics").forEach(MlflowTestServer::metric);
        for (String kind : List.of("params", "tags", "metrics")) {
            ArrayNode all = (ArrayNode) run.get("data").get(kind);
            for (JsonNode item : body.path(kind)) {
                for (JsonNode old : all) {
                    check(kind.equals("metrics") || !old.get("key").equals(item.get("key")), "written twice");
                }
                all.add(item);
            }
        }
        return JSON.createObjectNode();
    }

    private static void metric(JsonNode m) {
        fields(m, "key", "value", "timestamp", "step");
        check(text(m, "key", 250).matches(KEY), "key " + m);
        JsonNode value = m.get("value");
        boolean special =
                value.isTextual() && Set.of("NaN", "Infinity", "-Infinity").contains(value.textValue());
        check(value.isNumber() || special, "value " + m);
        time(m, "timestamp");
        time(m, "step");
    }

    private static void entry(JsonNode e, int limit) {
        fields(e, "key", "value");
        check(text(e, "key", 250).matches(KEY), "key " + e);
        check(e.get("value").isTextual() && e.get("value").textValue().length() <= limit, "value " + e);
    }

    private JsonNode update(JsonNode body) {
        fields(body, "run_id", "status", "end_time");
        check(Set.of("FINISHED", "FAILED", "KILLED").contains(text(body, "status", 20)), "status");
        time(body, "end_time");
        ObjectNode info = (ObjectNode) run(body).get("info");
        check(info.get("start_time").asLong() <= body.get("end_time").asLong(), "the run ends before it starts");
        info.set("status", body.get("status"));
        info.set("end_time", body.get("end_time"));
        ObjectNode answer = JSON.createObjectNode();
        answer.set("run_info", info);
        return answer;
    }

    private JsonNode delete(JsonNode body) {
        fields(body, "run_id");
        runs.remove(run(body).at("/info/run_id").asText());
        return JSON.createObjectNode();
    }

    private ObjectNode run(JsonNode body) {
        ObjectNode run = runs.get(text(body, "run_id", 50));
        if (run == null) {
            throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "no run " + body.get("run_id"));
        }
        return run;
    }

    private static void fields(JsonNode object, String... known) {
        check(object.isObject(), "not an object");
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            check(Set.of(known).contains(name), "unknown field " + name);
        }
    }

    private static String text(JsonNode object, String name, int limit) {
        JsonNode value = object.path(name);
        check(value.isTextual() && !value.textValue().isEmpty(), name + " is missing or is not a text");
        check(value.textValue().length() <= limit, name + " is too long");
        return value.textValue();
    }

    private static void time(JsonNode object, String name) {
        check(object.path(name).isIntegralNumber() && object.get(name).asLong() >= 0, name + " in " + object);
    }

    private static void check(boolean right, String message) {
        if (!right) {
            throw new Refusal(400, "INVALID_PARAMETER_VALUE", message);
        }
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;
        private final String code;

        Refusal(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }
}
