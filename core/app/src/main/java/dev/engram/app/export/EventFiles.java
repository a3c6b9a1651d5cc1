package dev.engram.app.export;

import dev.engram.app.results.SuiteResults;
import dev.engram.app.results.TrialCells;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Event files for TensorBoard, one folder for each run; tuning trials have a folder of their own. A file is a sequence
 * of records: length (8 bytes, little endian), masked CRC-32C of the length, bytes, masked CRC-32C of the bytes. The
 * bytes are a protocol buffer of type Event: wall_time = 1 (double), step = 2 (int64), file_version = 3 (string),
 * summary = 5. A summary has values = 1; a value has tag = 1 (string) and simple_value = 2 (float).
 */
public final class EventFiles {
    /** TensorBoard looks for files with "tfevents" in their name. */
    static final String NAME = "events.out.tfevents.engram";

    private static final String VERSION = "brain.Event:2";
    /** Added to a checksum after its rotation by 15 bits. */
    private static final int MASK = 0xa282ead8;

    private static final double MILLIS_PER_SECOND = 1000;

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private EventFiles() {}

    public static void write(SuiteResults e, Path folder) throws IOException {
        writeFolders(e.cells(), folder);
        writeFolders(e.trials().stream().map(TrialCells.TrialCell::runs).toList(), folder.resolve("trials"));
    }

    private static void writeFolders(List<CellRuns> cells, Path folder) throws IOException {
        Set<Path> taken = new HashSet<>();
        for (CellRuns cell : cells) {
            String name = FileNames.similar(cell.name());
            Path of = folder.resolve(name);
            for (int n = 2; !taken.add(of); n++) {
                of = folder.resolve(name + "-" + n); // names that differ only in punctuation
            }
            for (Run run : cell.runs()) {
                Path file = Files.createDirectories(of.resolve("seed-" + run.seed()))
                        .resolve(NAME);
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    write(run, out);
                }
            }
        }
    }

    /**
     * The wall time of an event, in seconds since 1970, is the start of the run plus the event's share of the run's
     * seconds. The run of an earlier version starts at 0, because its time was not recorded.
     */
    private static void write(Run run, OutputStream out) throws IOException {
        OptionalLong ended = run.endedMillis();
        double start = ended.isPresent()
                ? ended.getAsLong() / MILLIS_PER_SECOND - run.cost().seconds()
                : 0;
        Message first = new Message();
        first.fixed64(1, Double.doubleToRawLongBits(start));
        first.bytes(3, VERSION.getBytes(StandardCharsets.UTF_8));
        writeRecord(first, out);
        TreeMap<Long, List<Measurement>> bySteps = run.measurements().stream()
                .collect(Collectors.groupingBy(Measurement::step, TreeMap::new, Collectors.toList()));
        double secondsPerStep =
                run.cost().steps() > 0 ? run.cost().seconds() / run.cost().steps() : 0;
        for (var at : bySteps.entrySet()) {
            Message summary = new Message();
            for (Measurement m : at.getValue()) {
                Message value = new Message();
                value.bytes(1, (m.phase() + "/" + m.metric()).getBytes(StandardCharsets.UTF_8));
                value.fixed32(2, Float.floatToRawIntBits((float) m.value()));
                summary.bytes(1, value.toBytes());
            }
            Message event = new Message();
            event.fixed64(1, Double.doubleToRawLongBits(start + at.getKey() * secondsPerStep));
            event.varint(2, at.getKey());
            event.bytes(5, summary.toBytes());
            writeRecord(event, out);
        }
    }

    private static void writeRecord(Message message, OutputStream out) throws IOException {
        byte[] bytes = message.toBytes();
        byte[] length = littleEndian(Long.BYTES).putLong(bytes.length).array();
        out.write(length);
        out.write(littleEndian(Integer.BYTES).putInt(maskedCrc(length)).array());
        out.write(bytes);
        out.write(littleEndian(Integer.BYTES).putInt(maskedCrc(bytes)).array());
    }

    static int maskedCrc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes the fields of a protocol buffer. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void varint(int field, long value) {
            writeKey(field, VARINT);
            varint(value);
        }

        void fixed64(int field, long bits) {
            writeKey(field, FIXED64);
            out.writeBytes(littleEndian(Long.BYTES).putLong(bits).array());
        }

        void fixed32(int field, int bits) {
            writeKey(field, FIXED32);
            out.writeBytes(littleEndian(Integer.BYTES).putInt(bits).array());
        }

        void bytes(int field, byte[] bytes) {
            writeKey(field, BYTES);
            varint(bytes.length);
            out.writeBytes(bytes);
        }

        private void writeKey(int field, int type) {
            varint((long) field << 3 | type);
        }

        /** Writes a varint: seven bits at a time, lowest first; the eighth bit means that more follow. */
        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        byte[] toBytes() {
            return out.toByteArray();
        }
    }
}
