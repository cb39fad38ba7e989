package dev.gantry.golden;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** One good set of each form, small enough to be made for every case. */
public final class GoodSets {
  static final String LEFT = "test_data_set_0/input_0.pb";
  static final String RIGHT = "test_data_set_0/input_1.pb";
  static final String JOINED = "test_data_set_0/output_0.pb";

  private static final String PICTURES =
      """
      schema: gantry.golden/1
      name: small
      version: 1
      classes: [clear, person]
      inputs:
        image: { type: float32, shape: [1, 3, 2, 3], from: image, preprocessing: { colour: rgb, layout: nchw, mean: [10, 20, 30], scale: [1, 2, 0.5] } }
      """;

  private GoodSets() {}

  /** In ONNX's layout, beside the model that gives its references. */
  public static WrittenSet layout() {
    WrittenSet set = bareLayout().put("model.onnx", Onnx.join());
    set.put("test_data_set_1/input_0.pb", Onnx.tensor("left", List.of(1L, 2L), 5, 6));
    set.put("test_data_set_1/input_1.pb", Onnx.tensor("right", List.of(1L, 3L), 7, 8, 9));
    return set.put(
        "test_data_set_1/output_0.pb", Onnx.tensor("joined", List.of(1L, 5L), 5, 6, 7, 8, 9));
  }

  static WrittenSet bareLayout() {
    WrittenSet set = new WrittenSet("");
    set.put(LEFT, Onnx.tensor("left", List.of(1L, 2L), 1, 2));
    set.put(RIGHT, Onnx.tensor("right", List.of(1L, 3L), 3, 4, 5));
    return set.put(JOINED, Onnx.tensor("joined", List.of(1L, 5L), 1, 2, 3, 4, 5));
  }

  public static WrittenSet classes() {
    return new WrittenSet(
            PICTURES
                + """
                outputs:
                  logits: { type: float32, shape: [1, 2], reference: logits.npy }
                decoding: { kind: classes, output: logits }
                samples:
                  - { name: one, image: a.png, label: clear, slices: [night] }
                  - { name: two, image: b.png, label: person }
                """)
        .put("a.png", png(3, 2, BufferedImage.TYPE_INT_RGB))
        .put("b.png", png(3, 2, BufferedImage.TYPE_INT_RGB))
        .put("logits.npy", npy("<f4", "(2, 2)", 1, 2, 3, 4));
  }

  public static WrittenSet boxes() {
    return new WrittenSet(
            PICTURES
                + """
                outputs:
                  found: { type: float32, shape: [1, 2, 6], reference: found.npy }
                decoding: { kind: boxes, output: found, box: corners, score: class, activation: none, score-threshold: 0.5, nms-iou: 0.5 }
                samples:
                  - { name: one, image: a.png, boxes: [{ class: person, box: [0, 0, 2, 1] }] }
                  - { name: two, image: b.png, boxes: [] }
                """)
        .put("a.png", png(3, 2, BufferedImage.TYPE_INT_RGB))
        .put("b.png", png(3, 2, BufferedImage.TYPE_INT_RGB))
        .put("found.npy", npy("<f4", "(2, 2, 6)", new float[24]));
  }

  static WrittenSet masks() {
    return new WrittenSet(
            PICTURES
                + """
                outputs:
                  map: { type: float32, shape: [1, 2, 2, 3], reference: map.npy }
                decoding: { kind: class-map, output: map, ignore: 255 }
                samples:
                  - { name: one, image: a.png, mask: m.png }
                  - { name: two, image: b.png, mask: m.png }
                """)
        .put("a.png", png(3, 2, BufferedImage.TYPE_INT_RGB))
        .put("b.png", png(3, 2, BufferedImage.TYPE_INT_RGB))
        .put("m.png", png(3, 2, BufferedImage.TYPE_BYTE_GRAY))
        .put("map.npy", npy("<f4", "(2, 2, 2, 3)", new float[24]));
  }

  /** Its tensors lie in files of the samples, one of each kind. */
  static WrittenSet tensors() {
    return new WrittenSet(
            """
            schema: gantry.golden/1
            name: numbers
            version: 1
            inputs:
              left: { type: float32, shape: [1, 2], from: file }
              right: { type: float32, shape: [1, -1], from: file }
            outputs:
              joined: { type: float32, shape: [1, -1] }
            samples:
              - { name: one, inputs: { left: in/0.npz, right: in/0.npy }, outputs: { joined: out/0.pb } }
              - { name: two, inputs: { left: in/1.npy, right: in/1.npy }, outputs: { joined: out/1.pb } }
            """)
        .put("in/0.npz", npz("left", npy("<f4", "(1, 2)", 1, 2)))
        .put("in/0.npy", npy("<f4", "(1, 3)", 3, 4, 5))
        .put("in/1.npy", npy("<f4", "(1, 2)", 6, 7))
        .put("out/0.pb", Onnx.tensor("joined", List.of(1L, 5L), 1, 2, 3, 4, 5))
        .put("out/1.pb", Onnx.tensor("joined", List.of(1L, 4L), 6, 7, 6, 7));
  }

  /** Its samples and digests are listed in files of their own. */
  static WrittenSet indexed() {
    return new WrittenSet(
            """
            schema: gantry.golden/1
            name: many
            version: 1
            inputs:
              x: { type: float32, shape: [1, 2], npy: x.npy }
            sample-index: samples.jsonl
            file-index: SHA256SUMS
            """)
        .put("x.npy", npy("<f4", "(2, 2)", 1, 2, 3, 4))
        .put("samples.jsonl", "{\"name\": \"one\"}\n{\"name\": \"two\", \"slices\": [\"night\"]}\n")
        .indexed();
  }

  public static byte[] npy(String type, String shape, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    return Npy.of(1, header, bytes.array());
  }

  static byte[] npz(String entry, byte[] array) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry + ".npy"));
      zip.write(array);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] png(int width, int height, int kind) {
    return image("png", new BufferedImage(width, height, kind));
  }

  static byte[] image(String format, BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
