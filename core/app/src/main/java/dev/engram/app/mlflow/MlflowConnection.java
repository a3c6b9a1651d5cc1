package dev.engram.app.mlflow;

import dev.engram.engine.json.JsonReader;
import dev.engram.engine.json.JsonText;
import dev.engram.engine.text.PrintableText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Requests to an MLflow server and its answers. Each failure is described with its remedy. */
final class MlflowConnection {
    static final String TOKEN = "MLFLOW_TRACKING_TOKEN";
    static final String USER = "MLFLOW_TRACKING_USERNAME";
    static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";

    private static final String API = "/api/2.0/mlflow/";
    private static final String MISSING = "RESOURCE_DOES_NOT_EXIST";
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int MAX_QUOTED = 300;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final String server;
    private final Optional<String> authorization;

    MlflowConnection(URI server, Map<String, String> environment) throws MlflowException {
        boolean web = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
        if (!web || server.getHost() == null) {
            throw new MlflowException("'" + PrintableText.line(server.toString()) + "' is not the address of a server;"
                    + " give one such as --server http://127.0.0.1:5000");
        }
        if (server.getRawUserInfo() != null) {
            throw new MlflowException("--server contains a name or password, which other users could see; set " + USER
                    + " and " + PASSWORD + " instead");
        }
        this.server = server.toString().replaceAll("/+$", "");
        this.authorization = authorization(environment);
    }

    String server() {
        return server;
    }

    private static Optional<String> authorization(Map<String, String> environment) {
        if (environment.containsKey(USER) && environment.containsKey(PASSWORD)) {
            byte[] pair = (environment.get(USER) + ":" + environment.get(PASSWORD)).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return Optional.ofNullable(environment.get(TOKEN)).map(token -> "Bearer " + token);
    }

    /** Returns the answer to a GET; empty if the resource does not exist. */
    Optional<MlflowAnswer> get(String path) throws MlflowException, InterruptedException {
        HttpResponse<String> response = response(path, request(path).GET());
        if (response.statusCode() == NOT_FOUND && MISSING.equals(errorCode(response))) {
            return Optional.empty();
        }
        return Optional.of(answer(path, response));
    }

    MlflowAnswer post(String path, Map<String, Object> body) throws MlflowException, InterruptedException {
        String json = JsonText.compact(body, JsonText.EXACT);
        return answer(
                path,
                response(
                        path,
                        request(path)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + API + path)).timeout(ANSWER);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private HttpResponse<String> response(String path, HttpRequest.Builder request)
            throws MlflowException, InterruptedException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new MlflowException(
                    "no connection to the MLflow server " + server
                            + "; start it, or give another address with --server",
                    e);
        } catch (HttpTimeoutException e) {
            throw new MlflowException(
                    server + " did not answer " + shortened(path) + " within " + ANSWER.toSeconds()
                            + " s; the same command continues where it ended",
                    e);
        } catch (IOException e) {
            throw new MlflowException(
                    "the connection to " + server + " broke off (" + e.getMessage()
                            + "); the same command continues where it ended",
                    e);
        }
    }

    private MlflowAnswer answer(String path, HttpResponse<String> response) throws MlflowException {
        int status = response.statusCode();
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            throw new MlflowException(server + " refuses the credentials (status " + status + "); set " + USER + " and "
                    + PASSWORD + ", or " + TOKEN);
        }
        if (status != OK) {
            throw new MlflowException(
                    server + " refuses " + shortened(path) + " with status " + status + ": " + quoted(response.body()));
        }
        try {
            return new MlflowAnswer(shortened(path), JsonReader.object(response.body()));
        } catch (IOException e) {
            throw new MlflowException(
                    server + " answers " + shortened(path) + " with something other than JSON; check that --server is"
                            + " the address of an MLflow server",
                    e);
        }
    }

    /** Returns the code of an error; empty if the answer is not one of MLflow. */
    private static String errorCode(HttpResponse<String> response) {
        try {
            return JsonReader.object(response.body()).get("error_code") instanceof String code ? code : "";
        } catch (IOException e) {
            return ""; // the page of another server, which the caller reports by its status
        }
    }

    private static String shortened(String path) {
        return path.replaceAll("\\?.*", "");
    }

    private static String quoted(String body) {
        String line = PrintableText.line(body);
        return line.length() <= MAX_QUOTED ? line : line.substring(0, MAX_QUOTED) + "...";
    }
}
