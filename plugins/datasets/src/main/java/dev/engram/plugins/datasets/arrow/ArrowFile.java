package dev.engram.plugins.datasets.arrow;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.Column;
import dev.engram.plugins.datasets.columnar.ColumnFile;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import dev.engram.plugins.datasets.columnar.ColumnValues;
import dev.engram.plugins.datasets.columnar.FileBytes;
import dev.engram.plugins.datasets.columnar.ValueSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table in an IPC file or an IPC stream of Apache Arrow. */
public final class ArrowFile implements ColumnFile {
    private static final String MAGIC = "ARROW1";
    private static final String OLD_MAGIC = "FEA1";
    private static final int HEAD_BYTES = 8;
    private static final int TAIL_BYTES = Integer.BYTES + MAGIC.length();
    /** Position and lengths of a message. */
    private static final int LONGS_OF_BLOCK = 3;

    private static final int CONTINUATION = -1;
    private static final int SCHEMA = 1;
    private static final int DICTIONARY = 2;
    private static final int RECORDS = 3;

    private final FileBytes file;
    private final boolean isFile;
    private final long end;
    private final List<Batch> batches = new ArrayList<>();
    /** The parts of each dictionary, by its number. */
    private final Map<Long, List<Batch>> dictionaries = new HashMap<>();
    /** The dictionaries as they are when a batch comes; those of a file may come later. */
    private final List<Map<Long, List<Batch>>> dictionariesOf = new ArrayList<>();

    private List<Field> fields = List.of();
    private long at;

    private ArrowFile(FileBytes file) throws IOException {
        this.file = file;
        isFile = begins(MAGIC);
        if (begins(OLD_MAGIC)) {
            throw ColumnFileException.unsupported("is a Feather file of version 1", "write it as version 2");
        }
        if (!isFile && !beginsWithMessage()) {
            throw ColumnFileException.otherKind("an Arrow file or stream", MAGIC + " or a message");
        }
        end = isFile ? fileEnd() : file.size();
        at = isFile ? HEAD_BYTES : 0;
    }

    /** Reads the description of a table. */
    public static ArrowFile open(FileBytes file) throws IOException {
        ArrowFile opened = new ArrowFile(file);
        opened.readMessages();
        return opened;
    }

    private boolean begins(String mark) throws IOException {
        return file.size() >= mark.length() && text(0, mark.length()).equals(mark);
    }

    /** The length of the first message of a stream; before it, newer programs write a mark. */
    private boolean beginsWithMessage() throws IOException {
        if (file.size() < Integer.BYTES) {
            return false;
        }
        int length = new ByteReader(file.read(0, Integer.BYTES, "a message"), "a message").readInt();
        return length == CONTINUATION || length >= 0 && length <= file.size() - Integer.BYTES;
    }

    private String text(long from, int length) throws IOException {
        return new String(file.read(from, length, "a mark"), StandardCharsets.ISO_8859_1);
    }

    /** Returns where the messages of a file end, and its own list of them begins. */
    private long fileEnd() throws IOException {
        long size = file.size();
        if (size < HEAD_BYTES + TAIL_BYTES
                || !text(size - MAGIC.length(), MAGIC.length()).equals(MAGIC)) {
            throw ColumnFileException.damaged("it does not end as an Arrow file does (" + MAGIC + ")");
        }
        long length = new ByteReader(file.read(size - TAIL_BYTES, Integer.BYTES, "the end"), "the end").readInt();
        long footer = size - TAIL_BYTES - length;
        if (length < 0 || footer < HEAD_BYTES) {
            throw ColumnFileException.damaged("its list of messages would be " + length + " bytes long");
        }
        return footer;
    }

    private int nextInt() throws IOException {
        int value = new ByteReader(file.read(at, Integer.BYTES, "a message"), "a message").readInt();
        at += Integer.BYTES;
        return value;
    }

    private void readMessages() throws IOException {
        boolean ended = false;
        while (!ended && at + Integer.BYTES <= end) {
            int length = nextInt();
            if (length == CONTINUATION) {
                length = nextInt();
            }
            ended = length == 0;
            if (!ended) {
                readMessage(length);
            }
        }
        if (!ended && !(isFile && at == end)) {
            throw ColumnFileException.damaged("the mark of its end is missing");
        }
        if (isFile) {
            readFooter();
        }
        if (fields.isEmpty()) {
            throw ColumnFileException.damaged("it does not describe its columns, so it is not an Arrow file");
        }
    }

    /** The list of messages of a file also describes the columns; some programs describe them only there. */
    private void readFooter() throws IOException {
        FlatTable footer = FlatTable.root(file.read(end, file.size() - TAIL_BYTES - end, "the list of messages"));
        long listed = footer.longs(3, LONGS_OF_BLOCK).length / LONGS_OF_BLOCK;
        if (listed != batches.size()) {
            throw ColumnFileException.damaged("it has " + batches.size() + " batches of rows, and lists " + listed);
        }
        readSchema(footer.table(1));
    }

    private void readMessage(int length) throws IOException {
        FlatTable message = FlatTable.root(file.read(at, length, "a message"));
        long body = at + length;
        long bodyLength = message.longField(3);
        if (bodyLength < 0 || bodyLength > end - body) {
            throw ColumnFileException.damaged("a message would have " + bodyLength + " bytes of values");
        }
        FlatTable header = message.table(2);
        switch (message.byteField(1)) {
            case SCHEMA -> readSchema(header);
            case DICTIONARY -> {
                List<Batch> parts = new ArrayList<>();
                if (header.byteField(2) != 0) {
                    parts.addAll(dictionaries.getOrDefault(header.longField(0), List.of()));
                }
                parts.add(new Batch(file, header.table(1), body, bodyLength));
                dictionaries.put(header.longField(0), parts);
            }
            case RECORDS -> {
                batches.add(new Batch(file, header, body, bodyLength));
                dictionariesOf.add(isFile ? dictionaries : new HashMap<>(dictionaries));
            }
            default -> throw ColumnFileException.unsupported("has tensors in place of a table", "write it as a table");
        }
        at = body + bodyLength;
    }

    private void readSchema(FlatTable schema) throws ColumnFileException {
        if (schema.shortField(0) != 0) {
            throw ColumnFileException.unsupported(
                    "has the bytes of numbers in big-endian order", "write it in little-endian order");
        }
        List<Field> all = new ArrayList<>();
        for (FlatTable field : schema.tables(1)) {
            all.add(Field.of(field));
        }
        fields = List.copyOf(all);
    }

    @Override
    public List<Column> columns() {
        return fields.stream().map(Field::column).toList();
    }

    @Override
    public long rows() {
        return batches.stream().mapToLong(Batch::rows).sum();
    }

    @Override
    public void read(int column, ValueSink sink) throws IOException {
        Field field = fields.get(column);
        List<Batch> parts = List.of();
        ColumnValues dictionary = null;
        for (int i = 0; i < batches.size(); i++) {
            if (field.dictionary() != null) {
                List<Batch> now =
                        dictionariesOf.get(i).getOrDefault(field.dictionary().id(), List.of());
                dictionary = now == parts && dictionary != null ? dictionary : dictionary(field, now);
                parts = now;
            }
            batches.get(i).read(fields, column, dictionary, sink);
        }
    }

    private static ColumnValues dictionary(Field field, List<Batch> parts) throws IOException {
        Field values = field.values();
        List<ColumnValues> all = new ArrayList<>();
        for (Batch part : parts) {
            all.add(part.dictionary(values));
        }
        return ColumnValues.joined(values.type(), all);
    }
}
