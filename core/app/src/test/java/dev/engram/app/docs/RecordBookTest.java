package dev.engram.app.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of the record book against the entries. The numbers in them are those of {@code engram record}. */
class RecordBookTest {
    private static final Path RECORDS = Path.of("../../experiments/records");
    private static final Pattern ROW = Pattern.compile(
            "\\| (\\d+|does not stand) \\| \\[([\\w-]+)]\\((\\w[\\w-]*)/entries/([\\w-]+)\\.yaml\\) \\| (\\d+)"
                    + " \\| [0-9.]+ \\| <?[0-9.]+ \\| (<?[0-9.]+|) \\|");
    private static final Pattern STEPS = Pattern.compile("steps: (\\d+)");

    private static List<String> entries(Path track) throws IOException {
        if (!Files.isDirectory(track.resolve("entries"))) {
            return List.of();
        }
        List<String> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(track.resolve("entries"))) {
            for (Path file : files.toList()) {
                Matcher steps = STEPS.matcher(Files.readString(file));
                assertTrue(steps.find(), file + " has no steps");
                entries.add(file.getFileName().toString().replace(".yaml", "") + " " + steps.group(1));
            }
        }
        return entries.stream().sorted().toList();
    }

    private static List<MatchResult> rows(String track) throws IOException {
        String text = Files.readString(RECORDS.resolve("README.md"));
        String begin = "<!-- record-" + track + ": written by engram record -->";
        String table = text.substring(
                text.indexOf(begin) + begin.length(), text.indexOf("<!-- end of record-" + track + " -->"));
        List<String> lines =
                table.lines().filter(l -> l.startsWith("|")).skip(2).toList();
        List<MatchResult> rows = new ArrayList<>();
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            assertTrue(row.matches(), "not a row of engram record: " + line);
            rows.add(row.toMatchResult());
        }
        return rows;
    }

    @Test
    void everyEntryHasItsRowWithItsStepsAndEveryRowAnEntry() throws IOException {
        try (Stream<Path> tracks = Files.list(RECORDS)) {
            for (Path track : tracks.filter(Files::isDirectory).toList()) {
                List<String> rows = rows(track.getFileName().toString()).stream()
                        .map(r -> r.group(4) + " " + r.group(5))
                        .sorted()
                        .toList();
                assertEquals(entries(track), rows, "engram record " + track + " --write writes the table again");
            }
        }
    }

    @Test
    void theFewestStepsLead() throws IOException {
        List<Long> steps =
                rows("digits").stream().map(r -> Long.parseLong(r.group(5))).toList();
        assertEquals(steps.stream().sorted().toList(), steps);
        assertTrue(steps.size() > 2, "the first entries are there");
    }
}
