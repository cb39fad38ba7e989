package dev.gantry.golden.scale;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.array.PbFile;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Inputs for a capture, of which no two files are the same. */
record DraftSet(Path folder, int samples) {
  // What stands before the last chunk of a PNG file, which is 12 bytes long.
  private static final int LAST_CHUNK = 12;
  private static final int IN_A_FOLDER = 1_000;

  /** One .pb file a sample, of numbers such as a normalised picture has. */
  static DraftSet tensors(Path folder, int samples, TensorSpec spec) throws IOException {
    Random random = new Random(1);
    float[] numbers = new float[Math.toIntExact(Tensor.byteCount(spec.type(), spec.shape()) / 4)];
    for (int index = 0; index < numbers.length; index++) {
      numbers[index] = random.nextFloat() * 4 - 2;
    }
    Path one = Files.createTempFile("one", ".pb");
    PbFile.write(one, Tensor.ofFloats(spec.name(), spec.shape(), numbers));
    byte[] bytes = Files.readAllBytes(one);
    Files.delete(one);
    for (int sample = 0; sample < samples; sample++) {
      // The numbers come last in the file; writing it by hand spares the wait for the disk.
      ByteBuffer last = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      last.putFloat(bytes.length - Float.BYTES, sample / (float) samples);
      Files.write(place(folder, sample, ".pb"), bytes);
    }
    String input = "{ type: float32, shape: %s, from: file }".formatted(spec.shape());
    return described(
        folder, samples, spec, input, "{\"name\":\"%s\",\"inputs\":{\"%s\":\"%s\"}}\n", ".pb");
  }

  /** The given pictures over and over, each with a comment of its own that changes no pixel. */
  static DraftSet pictures(Path folder, int samples, TensorSpec spec, List<Path> given)
      throws IOException {
    for (int sample = 0; sample < samples; sample++) {
      byte[] picture = Files.readAllBytes(given.get(sample % given.size()));
      Files.write(place(folder, sample, ".png"), commented(picture, "sample " + sample));
    }
    String input =
        "{ type: float32, shape: %s, from: image, preprocessing: { colour: rgb, layout: nchw,"
                .formatted(spec.shape())
            + " mean: [127.5, 127.5, 127.5], scale: [0.015625, 0.015625, 0.015625] } }";
    return described(
        folder, samples, spec, input, "{\"name\":\"%1$s\",\"image\":\"%3$s\"}\n", ".png");
  }

  private static byte[] commented(byte[] picture, String text) throws IOException {
    byte[] chunk = ("tEXtComment\0" + text).getBytes(StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(chunk);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(picture.length + 64);
    DataOutputStream out = new DataOutputStream(bytes);
    int end = picture.length - LAST_CHUNK;
    out.write(picture, 0, end);
    out.writeInt(chunk.length - 4);
    out.write(chunk);
    out.writeInt((int) sum.getValue());
    out.write(picture, end, LAST_CHUNK);
    return bytes.toByteArray();
  }

  private static Path place(Path folder, int sample, String ending) throws IOException {
    Path file = folder.resolve(name(sample, ending));
    if (sample % IN_A_FOLDER == 0) {
      Files.createDirectories(file.getParent());
    }
    return file;
  }

  private static String name(int sample, String ending) {
    return "inputs/%03d/%06d%s".formatted(sample / IN_A_FOLDER, sample, ending);
  }

  private static DraftSet described(
      Path folder, int samples, TensorSpec spec, String input, String line, String ending)
      throws IOException {
    Files.write(
        folder.resolve("golden.yaml"),
        Arrays.asList(
            "schema: gantry.golden/1",
            "name: scale",
            "version: 1",
            "inputs:",
            "  \"" + spec.name() + "\": " + input,
            "sample-index: samples.jsonl"));
    try (BufferedWriter index = Files.newBufferedWriter(folder.resolve("samples.jsonl"))) {
      for (int sample = 0; sample < samples; sample++) {
        index.write(line.formatted("%06d".formatted(sample), spec.name(), name(sample, ending)));
      }
    }
    return new DraftSet(folder, samples);
  }
}
