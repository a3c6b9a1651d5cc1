package dev.engram.app.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code engram export} writes for other tools. */
class ExportIT {
  @TempDir private Path folder;
  private Path suite;

  @BeforeEach
  void run() {
    suite = Suites.write(folder, "s.yaml", Suites.PAIR.replace("[backprop, output-only]", "[backprop, output-only]}\nbaseline: {rule: backprop"));
    assertEquals(0, Cli.run("run", suite, "--out", folder.resolve("results")).code());
  }

  private Path export(String format) {
    Ended e = Cli.run("export", suite, "--out", folder.resolve("results"), "--as", format);
    assertEquals(0, e.code(), e.err());
    return Path.of(e.out().strip());
  }

  @Test
  void csvHasARowForEveryMeasurement() throws IOException {
    List<String> rows = Files.readAllLines(export("csv"));
    assertEquals("cell,seed,run,outcome,step,epoch,phase,metric,value", rows.get(0));
    assertTrue(rows.get(1).matches("backprop,1,[0-9a-f]{32},finished,\\d+,[0-9.]+,(train|validation|test),\\w+,[0-9.]+"), rows.get(1));
    assertEquals(4, rows.stream().filter(r -> r.contains(",test,accuracy,")).count());
  }

  @Test
  void jsonLinesHaveAnObjectForEveryRun() throws IOException {
    List<String> lines = Files.readAllLines(export("jsonl"));
    assertEquals(4, lines.size());
    for (String line : lines) {
      try (JsonParser p = new JsonFactory().createParser(line)) {
        int tokens = 0;
        while (p.nextToken() != null) {
          tokens++;
        }
        assertTrue(tokens > 30, line);
      }
    }
  }

  @Test
  void latexHasATableOfTheComparison() throws IOException {
    String tex = Files.readString(export("latex"));
    assertTrue(tex.contains("\\begin{tabular}{lrrrr}\n\\toprule\ncell & accuracy & $\\Delta$ accuracy & loss & seeds \\\\\n\\midrule\n"), tex);
    assertTrue(tex.contains("\noutput-only & $0."), tex);
    assertTrue(tex.endsWith("\\bottomrule\n\\end{tabular}\n"), tex);
  }

  @Test
  void eventFilesBeginAsTensorBoardExpectsAndHoldEveryStep() throws IOException {
    Path file = export("tensorboard").resolve("backprop/seed-1/events.out.tfevents.engram");
    byte[] bytes = Files.readAllBytes(file);
    // A record of 24 bytes with the checksum that every event file written by TensorFlow begins with.
    assertArrayEquals(HexFormat.of().parseHex("1800000000000000a37f4b22"), Arrays.copyOf(bytes, 12));
    assertTrue(new String(bytes, 12, 24, StandardCharsets.ISO_8859_1).endsWith("brain.Event:2"));
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    assertTrue(all.contains("test/accuracy") && all.contains("train/loss"), "tags are missing");
    ByteBuffer records = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int n = 0;
    while (records.hasRemaining()) {
      int length = (int) records.getLong();
      records.position(records.position() + 4 + length + 4);
      n++;
    }
    assertTrue(n >= 2, n + " records");
  }

  @Test
  void anUnknownFormatIsRefusedWithTheChoice() {
    Ended e = Cli.run("export", suite, "--as", "excel");
    assertEquals(2, e.code());
    assertTrue(e.err().contains("CSV, JSONL, LATEX, TENSORBOARD"), e.err());
  }
}
