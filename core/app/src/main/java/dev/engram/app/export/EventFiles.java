package dev.engram.app.export;

import dev.engram.app.export.HyperparameterSummaries.Session;
import dev.engram.app.protobuf.ProtoMessage;
import dev.engram.app.results.SuiteResults;
import dev.engram.app.results.TrialCells;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.run.Histogram;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Event files for TensorBoard, one folder for each run; tuning trials have a folder of their own. The file at the top
 * describes the experiment ({@link HyperparameterSummaries}). A file is a sequence
 * of records: length (8 bytes, little endian), masked CRC-32C of the length, bytes, masked CRC-32C of the bytes. The
 * bytes are a protocol buffer of type Event: wall_time = 1 (double), step = 2 (int64), file_version = 3 (string),
 * summary = 5. A summary has values = 1; a value has tag = 1 (string) and simple_value = 2 (float) or histo = 5. A
 * histogram has min = 1, max = 2, num = 3, sum = 4 and sum_squares = 5 (doubles), bucket_limit = 6 and bucket = 7
 * (packed doubles: the upper edges and the counts).
 */
public final class EventFiles {
    /** TensorBoard looks for files with "tfevents" in their name. */
    static final String NAME = "events.out.tfevents.engram";

    private static final String VERSION = "brain.Event:2";
    /** Added to a checksum after its rotation by 15 bits. */
    private static final int MASK = 0xa282ead8;

    private static final double MILLIS_PER_SECOND = 1000;

    private EventFiles() {}

    public static void write(SuiteResults e, Path folder) throws IOException {
        Map<Path, Session> sessions = new LinkedHashMap<>();
        Map<String, Map<String, String>> axes = new LinkedHashMap<>();
        Set<Path> taken = new HashSet<>();
        for (CellRuns cell : e.cells()) {
            axes.put(cell.name(), cell.axes());
            add(sessions, freeFolder(folder, cell, taken), cell, values(cell.name(), cell.axes()));
        }
        for (TrialCells.TrialCell t : e.trials()) {
            Map<String, String> values = values(t.cell(), axes.getOrDefault(t.cell(), Map.of()));
            values.putAll(t.values());
            add(sessions, freeFolder(folder.resolve("trials"), t.runs(), taken), t.runs(), values);
        }
        HyperparameterSummaries summaries =
                new HyperparameterSummaries(e.plan().suite().name(), List.copyOf(sessions.values()));
        double first = sessions.values().stream()
                .mapToDouble(s -> start(s.run()))
                .min()
                .orElse(0);
        try (OutputStream out = open(folder)) {
            writeVersion(first, out);
            writeEvent(first, 0, List.of(summaries.experiment(first)), out);
        }
        for (Map.Entry<Path, Session> s : sessions.entrySet()) {
            try (OutputStream out = open(s.getKey())) {
                write(s.getValue(), summaries, out);
            }
        }
    }

    private static Map<String, String> values(String cell, Map<String, String> axes) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("cell", cell);
        values.putAll(axes);
        return values;
    }

    /** A folder for the cell; names may differ only in punctuation. */
    private static Path freeFolder(Path folder, CellRuns cell, Set<Path> taken) {
        String name = FileNames.similar(cell.name());
        Path of = folder.resolve(name);
        for (int n = 2; !taken.add(of); n++) {
            of = folder.resolve(name + "-" + n);
        }
        return of;
    }

    private static void add(Map<Path, Session> sessions, Path folder, CellRuns cell, Map<String, String> values) {
        for (Run run : cell.runs()) {
            sessions.put(folder.resolve("seed-" + run.seed()), new Session(cell.name(), values, run));
        }
    }

    private static OutputStream open(Path folder) throws IOException {
        return new BufferedOutputStream(
                Files.newOutputStream(Files.createDirectories(folder).resolve(NAME)));
    }

    /**
     * The wall time of an event, in seconds since 1970, is the start of the run plus the event's share of the run's
     * seconds. The run of an earlier version starts at 0, because its time was not recorded.
     */
    private static double start(Run run) {
        OptionalLong ended = run.endedMillis();
        return ended.isPresent()
                ? ended.getAsLong() / MILLIS_PER_SECOND - run.cost().seconds()
                : 0;
    }

    private static void write(Session session, HyperparameterSummaries summaries, OutputStream out) throws IOException {
        Run run = session.run();
        double start = start(run);
        writeVersion(start, out);
        writeEvent(start, 0, List.of(summaries.start(session, start)), out);
        TreeMap<Long, List<Measurement>> bySteps = run.measurements().stream()
                .collect(Collectors.groupingBy(Measurement::step, TreeMap::new, Collectors.toList()));
        double secondsPerStep =
                run.cost().steps() > 0 ? run.cost().seconds() / run.cost().steps() : 0;
        for (var at : bySteps.entrySet()) {
            writeEvent(start + at.getKey() * secondsPerStep, at.getKey(), values(at.getValue()), out);
        }
        double end = start + run.cost().seconds();
        writeEvent(end, run.cost().steps(), List.of(summaries.end(session, end)), out);
    }

    /** The values of a summary: scalars and histograms. */
    private static List<ProtoMessage> values(List<Measurement> measurements) {
        List<ProtoMessage> values = new ArrayList<>();
        for (Measurement m : measurements) {
            if (!m.phase().equals(Measurement.HISTOGRAM)) {
                ProtoMessage value = new ProtoMessage();
                value.text(1, HyperparameterSummaries.tag(m));
                value.float32(2, (float) m.value());
                values.add(value);
            }
        }
        for (Histogram h : Histogram.of(measurements)) {
            ProtoMessage value = new ProtoMessage();
            value.text(1, Measurement.HISTOGRAM + "/" + h.name());
            value.message(5, histogram(h));
            values.add(value);
        }
        return values;
    }

    private static void writeVersion(double seconds, OutputStream out) throws IOException {
        ProtoMessage first = new ProtoMessage();
        first.float64(1, seconds);
        first.text(3, VERSION);
        writeRecord(first, out);
    }

    private static void writeEvent(double seconds, long step, List<ProtoMessage> values, OutputStream out)
            throws IOException {
        ProtoMessage summary = new ProtoMessage();
        values.forEach(v -> summary.message(1, v));
        ProtoMessage event = new ProtoMessage();
        event.float64(1, seconds);
        event.int64(2, step);
        event.message(5, summary);
        writeRecord(event, out);
    }

    /** Sums are those of values in the middle of their bins. */
    private static ProtoMessage histogram(Histogram h) {
        ProtoMessage m = new ProtoMessage();
        double sum = 0;
        double squares = 0;
        double number = 0;
        double[] limits = new double[h.counts().length];
        for (int i = 0; i < limits.length; i++) {
            double middle = 0.5 * (h.edge(i) + h.edge(i + 1));
            number += h.counts()[i];
            sum += h.counts()[i] * middle;
            squares += h.counts()[i] * middle * middle;
            limits[i] = h.edge(i + 1);
        }
        double[] numbers = {h.least(), h.greatest(), number, sum, squares};
        for (int i = 0; i < numbers.length; i++) {
            m.float64(i + 1, numbers[i]);
        }
        m.doubles(6, limits);
        m.doubles(7, h.counts());
        return m;
    }

    private static void writeRecord(ProtoMessage message, OutputStream out) throws IOException {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        message.writeTo(buffer);
        byte[] bytes = buffer.toByteArray();
        byte[] length = littleEndian(Long.BYTES).putLong(bytes.length).array();
        out.write(length);
        out.write(littleEndian(Integer.BYTES).putInt(maskedCrc(length)).array());
        out.write(bytes);
        out.write(littleEndian(Integer.BYTES).putInt(maskedCrc(bytes)).array());
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    static int maskedCrc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }
}
