package io.github.celu.peers.onnxruntime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A model Y = operation(X) in ONNX's file format, protocol buffers; the numbers are the fields' in onnx.proto. */
final class OneNodeModel {
    private static final int FLOAT = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private OneNodeModel() {}

    static byte[] bytes(String operation, float alpha) {
        OneNodeModel attribute =
                new OneNodeModel().text(1, "alpha").number(2, alpha).integer(20, FLOAT);
        OneNodeModel node =
                new OneNodeModel().text(1, "X").text(2, "Y").text(4, operation).message(5, attribute);
        OneNodeModel graph = new OneNodeModel()
                .message(1, node)
                .text(2, "graph")
                .message(11, vector("X"))
                .message(12, vector("Y"));
        OneNodeModel operators = new OneNodeModel().integer(2, 13);
        return new OneNodeModel()
                .integer(1, 8)
                .message(7, graph)
                .message(8, operators)
                .bytes
                .toByteArray();
    }

    /** An input or output of any length. */
    private static OneNodeModel vector(String name) {
        OneNodeModel dimension = new OneNodeModel().text(2, "n");
        OneNodeModel shape = new OneNodeModel().message(1, dimension);
        OneNodeModel tensor = new OneNodeModel().integer(1, FLOAT).message(2, shape);
        return new OneNodeModel().text(1, name).message(2, new OneNodeModel().message(1, tensor));
    }

    private OneNodeModel integer(int field, int value) {
        tag(field, 0);
        varint(value);
        return this;
    }

    private OneNodeModel number(int field, float value) {
        tag(field, 5);
        bytes.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        return this;
    }

    private OneNodeModel text(int field, String value) {
        return block(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private OneNodeModel message(int field, OneNodeModel value) {
        return block(field, value.bytes.toByteArray());
    }

    private OneNodeModel block(int field, byte[] value) {
        tag(field, 2);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    private void tag(int field, int wireType) {
        varint(field << 3 | wireType);
    }

    private void varint(int value) {
        int rest = value;
        for (; rest > 127; rest >>>= 7) {
            bytes.write(rest & 127 | 128);
        }
        bytes.write(rest);
    }
}
