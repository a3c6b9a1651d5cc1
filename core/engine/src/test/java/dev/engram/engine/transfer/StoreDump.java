package dev.engram.engine.transfer;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All rows of a store, without the numbers that rows have in one database only, and without times and hosts. */
final class StoreDump {
    private static final Map<String, String> TABLES = new TreeMap<>(Map.of(
            "run",
            "SELECT r.id, s.value, c.value, r.seed, t.value, r.outcome, r.reason, r.hash, r.steps, r.examples,"
                    + " r.multiply_adds, r.state_bytes, CASE WHEN r.checksum IS NULL THEN 'unchecked' END FROM run r"
                    + " JOIN text s ON s.key = r.suite JOIN text c ON c.key = r.cell JOIN text t ON t.key = r.spec",
            "provenance",
            "SELECT r.id, n.value, v.value FROM provenance p JOIN run r ON r.key = p.run JOIN text n ON n.key = p.name"
                    + " JOIN text v ON v.key = p.value WHERE n.value <> 'host'",
            "measurement",
            "SELECT r.id, m.ordinal, n.phase, n.metric, m.step, m.epoch, m.value FROM measurement m"
                    + " JOIN run r ON r.key = m.run JOIN series n ON n.key = m.series",
            "prediction",
            "SELECT r.id, a.examples, a.count, a.classes, p.said FROM prediction p JOIN run r ON r.key = p.run"
                    + " JOIN answers a ON a.key = p.answers",
            "label",
            "SELECT s.value, c.value, r.id FROM label l JOIN run r ON r.key = l.run JOIN text s ON s.key = l.suite"
                    + " JOIN text c ON c.key = l.cell",
            "plan",
            "SELECT s.value, p.number, p.digest, o.value, p.used FROM plan p JOIN text s ON s.key = p.suite"
                    + " JOIN text o ON o.key = p.overrides",
            "placement",
            "SELECT s.value, p.digest, c.value, r.id, a.value, l.trial FROM placement l JOIN plan p ON p.key = l.plan"
                    + " JOIN text s ON s.key = p.suite JOIN text c ON c.key = l.cell JOIN run r ON r.key = l.run"
                    + " JOIN text a ON a.key = l.axes",
            "checkpoint",
            "SELECT run, state FROM checkpoint",
            "manifest",
            "SELECT runs FROM manifest"));

    private StoreDump() {}

    static List<String> of(String jdbc) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection c = DriverManager.getConnection(jdbc);
                Statement s = c.createStatement()) {
            for (Map.Entry<String, String> table : TABLES.entrySet()) {
                try (ResultSet rows = s.executeQuery(table.getValue())) {
                    while (rows.next()) {
                        StringBuilder line = new StringBuilder(table.getKey());
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            line.append(" | ").append(text(rows.getObject(i)));
                        }
                        all.add(line.toString());
                    }
                }
            }
        }
        Collections.sort(all);
        return all;
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        return String.valueOf(value);
    }
}
