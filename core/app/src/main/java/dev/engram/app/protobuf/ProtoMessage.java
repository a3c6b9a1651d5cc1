package dev.engram.app.protobuf;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A message of Protocol Buffers: fields with their numbers, in the order in which they are added. */
public final class ProtoMessage {
    private final List<Field> fields = new ArrayList<>();

    private interface Field {
        /** Returns the bytes of the field, its tag included. */
        long size();

        void write(CodedOutputStream out) throws IOException;
    }

    private record Text(int number, String value) implements Field {
        @Override
        public long size() {
            return CodedOutputStream.computeStringSize(number, value);
        }

        @Override
        public void write(CodedOutputStream out) throws IOException {
            out.writeString(number, value);
        }
    }

    private record Int64(int number, long value) implements Field {
        @Override
        public long size() {
            return CodedOutputStream.computeInt64Size(number, value);
        }

        @Override
        public void write(CodedOutputStream out) throws IOException {
            out.writeInt64(number, value);
        }
    }

    private record Float32(int number, float value) implements Field {
        @Override
        public long size() {
            return CodedOutputStream.computeFloatSize(number, value);
        }

        @Override
        public void write(CodedOutputStream out) throws IOException {
            out.writeFloat(number, value);
        }
    }

    private record Float64(int number, double value) implements Field {
        @Override
        public long size() {
            return CodedOutputStream.computeDoubleSize(number, value);
        }

        @Override
        public void write(CodedOutputStream out) throws IOException {
            out.writeDouble(number, value);
        }
    }

    private record Nested(int number, ProtoMessage value) implements Field {
        @Override
        public long size() {
            return delimited(number, value.size());
        }

        @Override
        public void write(CodedOutputStream out) throws IOException {
            writeStart(out, number, value.size());
            value.write(out);
        }
    }

    private record Doubles(int number, double[] values) implements Field {
        @Override
        public long size() {
            return delimited(number, 8L * values.length);
        }

        @Override
        public void write(CodedOutputStream out) throws IOException {
            writeStart(out, number, 8L * values.length);
            for (double v : values) {
                out.writeDoubleNoTag(v);
            }
        }
    }

    private record Floats(int number, float[] values) implements Field {
        @Override
        public long size() {
            return delimited(number, 4L * values.length);
        }

        @Override
        public void write(CodedOutputStream out) throws IOException {
            writeStart(out, number, 4L * values.length);
            for (float v : values) {
                out.writeFixed32NoTag(Float.floatToRawIntBits(v));
            }
        }
    }

    private static long delimited(int number, long length) {
        return CodedOutputStream.computeTagSize(number) + CodedOutputStream.computeInt64SizeNoTag(length) + length;
    }

    private static void writeStart(CodedOutputStream out, int number, long length) throws IOException {
        out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeInt64NoTag(length);
    }

    /** Adds a string. */
    public ProtoMessage text(int number, String value) {
        fields.add(new Text(number, value));
        return this;
    }

    /** Adds an integer as a varint. */
    public ProtoMessage int64(int number, long value) {
        fields.add(new Int64(number, value));
        return this;
    }

    /** Adds a float. */
    public ProtoMessage float32(int number, float value) {
        fields.add(new Float32(number, value));
        return this;
    }

    /** Adds a double. */
    public ProtoMessage float64(int number, double value) {
        fields.add(new Float64(number, value));
        return this;
    }

    /** Adds a message, which must not change any more. */
    public ProtoMessage message(int number, ProtoMessage value) {
        fields.add(new Nested(number, value));
        return this;
    }

    /** Adds floats: a packed list, which is also how bytes hold them in little endian. The array is not copied. */
    public ProtoMessage floats(int number, float... values) {
        fields.add(new Floats(number, values));
        return this;
    }

    /** Adds a packed list of doubles. The array is not copied. */
    public ProtoMessage doubles(int number, double... values) {
        fields.add(new Doubles(number, values));
        return this;
    }

    /** Returns the bytes of the message. */
    public long size() {
        return fields.stream().mapToLong(Field::size).sum();
    }

    private void write(CodedOutputStream out) throws IOException {
        for (Field f : fields) {
            f.write(out);
        }
    }

    /** Writes the message, without its size. The stream is flushed, and not closed. */
    public void writeTo(OutputStream stream) throws IOException {
        CodedOutputStream out = CodedOutputStream.newInstance(stream);
        write(out);
        out.flush();
    }
}
