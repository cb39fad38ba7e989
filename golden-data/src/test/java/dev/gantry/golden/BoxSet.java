package dev.gantry.golden;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.array.NpyWriter;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** A draft of two letterboxed pictures: in one all is found, in the other all is wrong. */
final class BoxSet {
  private BoxSet() {}

  static GoldenFolder write(Path folder) throws Exception {
    for (String picture : List.of("a.png", "b.png")) {
      BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(image, "png", folder.resolve(picture).toFile());
    }
    List<Long> shape = List.of(1L, 1L, 6L);
    try (NpyWriter rows =
        NpyWriter.stacked(folder.resolve("boxes.npy"), ElementType.FLOAT32, shape, 2)) {
      rows.add(Tensor.ofFloats("boxes", shape, 16, 24, 48, 40, 0.9f, 0));
      rows.add(Tensor.ofFloats("boxes", shape, 48, 32, 56, 40, 0, 0.6f));
    }
    Files.writeString(
        folder.resolve("golden.yaml"),
        """
        schema: gantry.golden/1
        name: boxes
        version: 1
        classes: [train, cow]
        inputs:
          image: { type: float32, shape: [1, 3, 64, 64], from: image, preprocessing: { colour: rgb, layout: nchw, fit: letterbox, mean: [0, 0, 0], scale: [1, 1, 1] } }
        outputs:
          boxes: { type: float32, shape: [1, 1, 6], reference: boxes.npy }
        decoding: { kind: boxes, output: boxes, box: corners, score: class, activation: none, score-threshold: 0.1, nms-iou: 0.5 }
        samples:
          - { name: good, image: a.png, boxes: [{ class: train, box: [50, 25, 150, 75] }] }
          - { name: bad, image: b.png, boxes: [{ class: train, box: [10, 10, 30, 30] }] }
        """);
    return GoldenFolder.draft(folder);
  }
}
