package dev.engram.app.onnx;

import dev.engram.app.onnx.OnnxGraph.Constant;
import dev.engram.app.onnx.OnnxGraph.Node;
import dev.engram.app.protobuf.ProtoMessage;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.Shape;
import java.util.Map;
import java.util.TreeMap;

/** Models as messages. The numbers of fields and of types are those of onnx.proto. */
final class OnnxEncoder {
    /** The version of the format in which operator set 17 was published. */
    private static final int IR_VERSION = 8;

    private static final int FLOAT_ELEMENTS = 1;
    private static final int INTEGER_ELEMENTS = 7;
    private static final int FLOAT_ATTRIBUTE = 1;
    private static final int INTEGER_ATTRIBUTE = 2;
    private static final int TEXT_ATTRIBUTE = 3;
    private static final int INTEGERS_ATTRIBUTE = 7;

    private OnnxEncoder() {}

    static ProtoMessage model(OnnxGraph g, Shape input, Shape output, String meaning, Map<String, String> metadata) {
        ProtoMessage graph = new ProtoMessage();
        g.nodes().forEach(n -> graph.message(1, node(n)));
        graph.text(2, "network");
        g.constants().forEach(c -> graph.message(5, constant(c)));
        graph.message(11, value(OnnxModel.INPUT, input)).message(12, value(OnnxModel.OUTPUT, output));
        ProtoMessage model = new ProtoMessage()
                .int64(1, IR_VERSION)
                .text(2, "Engram")
                .message(7, graph)
                .message(8, new ProtoMessage().text(1, "").int64(2, OnnxModel.OPERATOR_SET));
        metadata.forEach((name, text) -> model.message(14, entry(name, text)));
        model.message(14, entry("output", meaning));
        if (model.size() > Integer.MAX_VALUE) {
            throw new IncompatibleException("a model of ONNX has at most 2 GB, but this one would have " + model.size()
                    + " bytes; write the weights as safetensors");
        }
        return model;
    }

    private static ProtoMessage entry(String name, String text) {
        return new ProtoMessage().text(1, name).text(2, text);
    }

    private static ProtoMessage node(Node n) {
        ProtoMessage m = new ProtoMessage();
        n.inputs().forEach(i -> m.text(1, i));
        m.text(2, n.output()).text(3, n.output()).text(4, n.operator());
        new TreeMap<>(n.attributes()).forEach((name, value) -> m.message(5, attribute(name, value)));
        return m;
    }

    private static ProtoMessage attribute(String name, Object value) {
        ProtoMessage m = new ProtoMessage().text(1, name);
        if (value instanceof Float f) {
            return m.float32(2, f).int64(20, FLOAT_ATTRIBUTE);
        }
        if (value instanceof Integer i) {
            return m.int64(3, i).int64(20, INTEGER_ATTRIBUTE);
        }
        if (value instanceof String text) {
            return m.text(4, text).int64(20, TEXT_ATTRIBUTE);
        }
        for (int i : (int[]) value) {
            m.int64(8, i);
        }
        return m.int64(20, INTEGERS_ATTRIBUTE);
    }

    private static ProtoMessage constant(Constant c) {
        ProtoMessage m = new ProtoMessage();
        for (int d : c.dims()) {
            m.int64(1, d);
        }
        m.int64(2, c.floats() == null ? INTEGER_ELEMENTS : FLOAT_ELEMENTS);
        if (c.floats() == null) {
            for (long v : c.integers()) {
                m.int64(7, v);
            }
        }
        m.text(8, c.name());
        return c.floats() == null ? m : m.floats(9, c.floats());
    }

    private static ProtoMessage value(String name, Shape example) {
        ProtoMessage sizes = new ProtoMessage().message(1, new ProtoMessage().text(2, "batch"));
        for (int size : OnnxValue.dims(example)) {
            sizes.message(1, new ProtoMessage().int64(1, size));
        }
        ProtoMessage tensor = new ProtoMessage().int64(1, FLOAT_ELEMENTS).message(2, sizes);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }
}
