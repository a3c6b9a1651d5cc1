package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Python;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code core/docs/store.md} and the views of a store together, and runs what the document shows. */
class StoreDocumentIT {
    private static final Path DOCUMENT = Path.of("../docs/store.md");
    private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");
    private static final long TIMEOUT_SECONDS = 120;

    @TempDir
    private static Path folder;

    private static String document;
    private static Path suite;

    @BeforeAll
    static void run() throws IOException {
        document = Files.readString(DOCUMENT).replace("\r\n", "\n");
        suite = SampleSuites.write(folder, "s.yaml", SampleSuites.PAIR.replace("name: small", "name: quickstart"));
        CommandResult e = InProcessCli.run("run", suite, "--out", folder.resolve("results"));
        assertEquals(0, e.code(), e.err());
    }

    private static Connection sqlite() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("results/engram.db"));
    }

    private static List<String> texts(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(r -> r.group(1)).toList();
    }

    /** Returns the blocks of a language between two headings. */
    private static List<String> blocks(String language, String from, String to) {
        String part = document.substring(document.indexOf(from), document.indexOf(to));
        return texts(Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL), part);
    }

    private static List<String> queries() {
        return blocks("sql", "## Five queries", "**pandas**");
    }

    private static List<String> columns(String view) throws SQLException {
        try (Connection c = sqlite();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("PRAGMA table_info(" + view + ")")) {
            List<String> names = new ArrayList<>();
            while (r.next()) {
                names.add(r.getString("name"));
            }
            return names;
        }
    }

    /** The columns of the table of the document, with their types. */
    private static Map<String, String> documented() {
        Map<String, String> types = new LinkedHashMap<>();
        Pattern row = Pattern.compile("^\\| (`.*?`) \\| ([a-z, ]+) \\|", Pattern.MULTILINE);
        for (MatchResult match : row.matcher(document).results().toList()) {
            List<String> names = texts(NAME, match.group(1));
            String[] of = match.group(2).split(", ");
            for (int i = 0; i < names.size(); i++) {
                types.put(names.get(i), of[Math.min(i, of.length - 1)]);
            }
        }
        return types;
    }

    private static List<String> paragraph(String start) {
        String rest = document.substring(document.indexOf(start) + start.length());
        return texts(NAME, rest.substring(0, rest.indexOf("\n\n")));
    }

    @Test
    void theDocumentDescribesTheVersionOfTheStore() throws SQLException {
        try (Connection c = sqlite();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("PRAGMA user_version")) {
            assertEquals(List.of(r.getString(1)), texts(Pattern.compile("describes version (\\d+)"), document));
        }
    }

    @Test
    void theDocumentListsTheColumnsOfEveryViewInOrder() throws SQLException {
        assertEquals(columns("measurements"), List.copyOf(documented().keySet()));
        assertEquals(columns("history"), columns("measurements"));
        assertEquals(columns("runs"), paragraph("`runs`: "));
        assertEquals(columns("plans"), paragraph("`plans`: "));
    }

    @Test
    void valuesHaveTheDocumentedTypes() throws SQLException {
        try (Connection c = sqlite();
                Statement s = c.createStatement()) {
            for (Map.Entry<String, String> column : documented().entrySet()) {
                String name = column.getKey();
                try (ResultSet r = s.executeQuery("SELECT group_concat(DISTINCT typeof(" + name + ")) FROM measurements"
                        + " WHERE " + name + " IS NOT NULL")) {
                    String found = r.getString(1);
                    assertTrue(found == null || found.equals(column.getValue()), name + " is " + found);
                }
            }
        }
    }

    /** The rows of a query; numbers have nine digits, because databases add in different orders. */
    private static List<String> rows(Connection c, String sql) throws SQLException {
        try (Statement s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (r.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
                    Object value = r.getObject(i);
                    row.add(
                            value instanceof Number n
                                    ? String.format(Locale.ROOT, "%.9g", n.doubleValue())
                                    : String.valueOf(value));
                }
                rows.add(String.join(" ", row));
            }
            return rows;
        }
    }

    /** A view as DuckDB's extension sees it when it reads all columns as text; the extension itself is a download. */
    private static void copyAsText(Connection from, Connection to, String view) throws SQLException {
        List<String> columns = columns(view);
        try (Statement create = to.createStatement()) {
            create.execute("CREATE TABLE store." + view + " ("
                    + columns.stream().map(n -> n + " VARCHAR").collect(Collectors.joining(", ")) + ")");
        }
        String marks = columns.stream().map(n -> "?").collect(Collectors.joining(", "));
        try (Statement s = from.createStatement();
                ResultSet r = s.executeQuery("SELECT * FROM " + view);
                PreparedStatement insert =
                        to.prepareStatement("INSERT INTO store." + view + " VALUES (" + marks + ")")) {
            while (r.next()) {
                for (int i = 1; i <= columns.size(); i++) {
                    insert.setString(i, r.getString(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Test
    void theFiveQueriesGiveTheSameRowsInSqliteAndDuckDb() throws SQLException {
        try (Connection sqlite = sqlite();
                Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement s = duck.createStatement()) {
            s.execute("CREATE SCHEMA store");
            copyAsText(sqlite, duck, "measurements");
            copyAsText(sqlite, duck, "runs");
            for (String view : blocks("sql", "**DuckDB**", "**R**").get(0).split(";\n")) {
                s.execute(view);
            }
            assertEquals(5, queries().size());
            for (String query : queries()) {
                List<String> rows = rows(sqlite, query);
                assertFalse(rows.isEmpty(), query);
                assertEquals(rows, rows(duck, query), query);
            }
        }
    }

    @Test
    void theFirstQueryGivesTheMeansOfTheTable() throws Exception {
        JsonNode cells = new ObjectMapper()
                .readTree(InProcessCli.run("compare", suite, "--out", folder.resolve("results"), "--format", "json")
                        .out())
                .path("cells");
        try (Connection c = sqlite();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(queries().get(0))) {
            for (int i = 0; i < cells.size(); i++) {
                assertTrue(r.next());
                assertEquals(cells.path(i).path("name").asText(), r.getString("cell"));
                assertEquals(
                        cells.path(i)
                                .path("metrics")
                                .path("accuracy")
                                .path("mean")
                                .asDouble(),
                        r.getDouble("accuracy"),
                        1e-12);
            }
        }
    }

    @Test
    @Tag("python")
    void thePandasProgramRuns() throws Exception {
        Optional<Python> python = Python.with(folder, "pandas");
        assumeTrue(python.isPresent(), "no Python with pandas is installed");
        String program = blocks("python", "**pandas**", "**DuckDB**").get(0);
        String printed = python.get().run(folder, Map.of(), program);
        assertTrue(printed.contains("accuracy") && printed.contains("output-only"), printed);
    }

    @Test
    @Tag("r")
    void theRProgramRuns() throws Exception {
        assumeTrue(rscript("library(RSQLite)").code() == 0, "no R with RSQLite is installed");
        CommandResult r =
                rscript(blocks("r", "**R**", "## Files for other programs").get(0));
        assertEquals(0, r.code(), r.err());
        assertTrue(r.out().contains("backprop") && r.out().contains("output-only"), r.out());
    }

    private static CommandResult rscript(String program) throws IOException, InterruptedException {
        Path out = folder.resolve("r.out");
        Path err = folder.resolve("r.err");
        ProcessBuilder builder = new ProcessBuilder("Rscript", "-e", program)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        try {
            Process p = builder.start();
            if (!p.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                p.destroyForcibly();
                throw new IllegalStateException("R does not terminate");
            }
            return new CommandResult(p.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            return new CommandResult(-1, "", e.getMessage());
        }
    }
}
