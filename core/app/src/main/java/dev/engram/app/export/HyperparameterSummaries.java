package dev.engram.app.export;

import dev.engram.app.protobuf.ProtoMessage;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What TensorBoard's HParams plugin reads: the experiment, and the start and the end of each session, which is a run.
 * Each is a value of a summary: tag = 1, metadata = 9 and tensor = 8, which is empty. The metadata name the plugin and
 * contain a message HParamsPluginData: version = 1 (0), experiment = 2, session_start_info = 3 or session_end_info = 4,
 * as in TensorBoard's {@code plugins/hparams/plugin_data.proto} and {@code api.proto}.
 */
final class HyperparameterSummaries {
    private static final String PLUGIN = "hparams";
    /** An empty tensor of 32-bit floats: dtype = 1 (1), tensor_shape = 2 with one dimension = 2 of size 0. */
    private static final ProtoMessage EMPTY_TENSOR =
            new ProtoMessage().int64(1, 1).message(2, new ProtoMessage().message(2, new ProtoMessage()));

    private static final int DATA_CLASS_TENSOR = 2;
    private static final int TEXT = 1;
    private static final int NUMBER = 3;
    private static final int SUCCESS = 1;
    private static final int FAILURE = 2;
    private static final Set<String> PHASES = Set.of("test", "validation");

    /**
     * A run and its hyperparameters.
     *
     * @param group name of the cell or trial, whose seeds TensorBoard shows together
     * @param values the cell, its axes, and the tried values of a trial
     */
    record Session(String group, Map<String, String> values, Run run) {}

    private final String suite;
    private final List<Session> sessions;
    private final Map<String, Set<String>> valuesByName = new LinkedHashMap<>();
    private final Set<String> numbers = new HashSet<>();

    HyperparameterSummaries(String suite, List<Session> sessions) {
        this.suite = suite;
        this.sessions = List.copyOf(sessions);
        for (Session s : sessions) {
            s.values()
                    .forEach((name, value) -> valuesByName
                            .computeIfAbsent(name, n -> new LinkedHashSet<>())
                            .add(value));
        }
        valuesByName.forEach((name, values) -> {
            if (isNumeric(values)) {
                numbers.add(name);
            }
        });
    }

    /** The experiment: hyperparameters with their values, and metrics on test and validation data. */
    ProtoMessage experiment(double created) {
        ProtoMessage experiment = new ProtoMessage();
        experiment.text(6, suite);
        experiment.float64(3, created);
        valuesByName.forEach((name, values) -> experiment.message(4, hyperparameter(name, values)));
        for (String tag : tags()) {
            ProtoMessage name = new ProtoMessage();
            name.text(2, tag);
            ProtoMessage metric = new ProtoMessage();
            metric.message(1, name);
            experiment.message(5, metric);
        }
        return value("experiment", 2, experiment);
    }

    ProtoMessage start(Session session, double seconds) {
        ProtoMessage start = new ProtoMessage();
        session.values().forEach((name, text) -> {
            ProtoMessage entry = new ProtoMessage();
            entry.text(1, name);
            entry.message(2, value(text, numbers.contains(name)));
            start.message(1, entry);
        });
        start.text(4, session.group());
        start.float64(5, seconds);
        return value("session_start_info", 3, start);
    }

    ProtoMessage end(Session session, double seconds) {
        ProtoMessage end = new ProtoMessage();
        end.int64(1, session.run().outcome().hasResults() ? SUCCESS : FAILURE);
        end.float64(2, seconds);
        return value("session_end_info", 4, end);
    }

    /** Tags of scalars, as in the event files. Numbers of classes and layers are left out. */
    private List<String> tags() {
        return sessions.stream()
                .flatMap(s -> s.run().measurements().stream())
                .filter(m -> PHASES.contains(m.phase()) && !m.metric().matches(".*[\\[/].*"))
                .map(HyperparameterSummaries::tag)
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the tag of a scalar. */
    static String tag(Measurement m) {
        return m.phase() + "/" + m.metric();
    }

    private ProtoMessage hyperparameter(String name, Set<String> values) {
        boolean numeric = numbers.contains(name);
        ProtoMessage info = new ProtoMessage();
        info.text(1, name);
        info.int64(4, numeric ? NUMBER : TEXT);
        ProtoMessage domain = new ProtoMessage();
        if (numeric) {
            double[] sorted =
                    values.stream().mapToDouble(Double::parseDouble).sorted().toArray();
            domain.float64(1, sorted[0]);
            domain.float64(2, sorted[sorted.length - 1]);
        } else {
            values.forEach(v -> domain.message(1, value(v, false)));
        }
        info.message(numeric ? 6 : 5, domain);
        return info;
    }

    /** A hyperparameter is a number if all its values are finite numbers. */
    private static boolean isNumeric(Set<String> values) {
        return values.stream()
                .allMatch(v -> v.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")
                        && Double.isFinite(Double.parseDouble(v)));
    }

    /** A google.protobuf.Value: number_value = 2 or string_value = 3. */
    private static ProtoMessage value(String text, boolean numeric) {
        ProtoMessage value = new ProtoMessage();
        if (numeric) {
            value.float64(2, Double.parseDouble(text));
        } else {
            value.text(3, text);
        }
        return value;
    }

    private static ProtoMessage value(String tag, int field, ProtoMessage content) {
        ProtoMessage data = new ProtoMessage();
        data.message(field, content);
        ProtoMessage plugin = new ProtoMessage();
        plugin.text(1, PLUGIN);
        plugin.message(2, data);
        ProtoMessage metadata = new ProtoMessage();
        metadata.message(1, plugin);
        metadata.int64(4, DATA_CLASS_TENSOR);
        ProtoMessage value = new ProtoMessage();
        value.text(1, "_hparams_/" + tag);
        value.message(9, metadata);
        value.message(8, EMPTY_TENSOR);
        return value;
    }
}
