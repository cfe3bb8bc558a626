package io.github.celu.training;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/** A trained network with the scaling of its inputs, and its file: a magic word, the contents, their CRC-32. */
record ModelFile(Network network, Scaling scaling) {
    private static final byte[] MAGIC = "celu training model 1\n".getBytes(StandardCharsets.US_ASCII);

    byte[] toBytes() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(MAGIC);
            out.writeByte(network.activation.name().ordinal());
            out.writeBoolean(network.activation.wrongDerivative());
            out.writeInt(network.channels());
            out.writeInt(network.image().height());
            out.writeInt(network.image().width());
            out.writeInt(network.image().channels());
            for (float[] numbers : new float[][] {scaling.offset(), scaling.factor(), network.parameters}) {
                for (float number : numbers) {
                    out.writeFloat(number);
                }
            }
            out.writeInt((int) checksum(bytes.toByteArray(), bytes.size()));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new AssertionError("arrays do not fail", e);
        }
    }

    static ModelFile read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new BadFileException(file, "no such file");
        }
        if (bytes.length < MAGIC.length + 4 || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new BadFileException(file, "not a model saved by this program");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int end = bytes.length - 4;
        if (in.getInt(end) != (int) checksum(bytes, end)) {
            throw new BadFileException(file, "damaged or truncated: the checksum is wrong");
        }
        in.position(MAGIC.length).limit(end);
        Activation.Name name = Activation.Name.values()[in.get()];
        Activation activation = new Activation(name, in.get() != 0);
        int channels = in.getInt();
        Shape image = new Shape(in.getInt(), in.getInt(), in.getInt());
        Network network = new Network(image, channels, activation);
        Scaling scaling = new Scaling(new float[image.size()], new float[image.size()]);
        for (float[] numbers : new float[][] {scaling.offset(), scaling.factor(), network.parameters}) {
            in.asFloatBuffer().get(numbers);
            in.position(in.position() + 4 * numbers.length);
        }
        return new ModelFile(network, scaling);
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }
}
