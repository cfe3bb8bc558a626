package io.github.celu.examples.onnxruntime;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;

/** A model of one node, from float32[size] to float32[size]. The numbers are those of the fields in onnx.proto. */
final class OnnxModel {
    private static final long FLOAT = 1; // TensorProto.DataType, and AttributeProto.AttributeType

    private OnnxModel() {}

    static byte[] celu(long size, float alpha) {
        return model(size, node("Celu").addField(5, message(attribute("alpha", alpha))));
    }

    static byte[] negation(long size) {
        return model(size, node("Neg"));
    }

    private static byte[] model(long size, UnknownFieldSet.Builder node) {
        UnknownFieldSet.Builder graph = fields().addField(1, message(node))
                .addField(2, text("graph"))
                .addField(11, message(value("x", size)))
                .addField(12, message(value("y", size)));
        return fields().addField(1, number(8)) // ir_version
                .addField(7, message(graph))
                .addField(8, message(fields().addField(2, number(17)))) // opset_import.version
                .build()
                .toByteArray();
    }

    private static UnknownFieldSet.Builder node(String operator) {
        return fields().addField(1, text("x")).addField(2, text("y")).addField(4, text(operator));
    }

    private static UnknownFieldSet.Builder attribute(String name, float value) {
        return fields().addField(1, text(name)).addField(2, number(value)).addField(20, number(FLOAT));
    }

    private static UnknownFieldSet.Builder value(String name, long size) {
        UnknownFieldSet.Builder shape = fields().addField(1, message(fields().addField(1, number(size))));
        UnknownFieldSet.Builder tensor = fields().addField(1, number(FLOAT)).addField(2, message(shape));
        return fields().addField(1, text(name)).addField(2, message(fields().addField(1, message(tensor))));
    }

    private static UnknownFieldSet.Builder fields() {
        return UnknownFieldSet.newBuilder();
    }

    private static Field message(UnknownFieldSet.Builder fields) {
        return Field.newBuilder()
                .addLengthDelimited(fields.build().toByteString())
                .build();
    }

    private static Field text(String value) {
        return Field.newBuilder()
                .addLengthDelimited(ByteString.copyFromUtf8(value))
                .build();
    }

    private static Field number(long value) {
        return Field.newBuilder().addVarint(value).build();
    }

    private static Field number(float value) {
        return Field.newBuilder().addFixed32(Float.floatToRawIntBits(value)).build();
    }
}
