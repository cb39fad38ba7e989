package dev.gantry.golden;

import dev.gantry.golden.picture.format.PictureFile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Pictures and masks that cannot be what the manifest says. */
final class MalformedPictures {
  private MalformedPictures() {}

  /** The SHA-256 of 256 MiB and one byte of zeros. */
  private static final String HOLE =
      "sha256:da6ce8755151acd05195db67ebce3ee0fb5f4012e71e821cc5750f3304eaf41e";

  static SpoiledSets pictures() {
    return new SpoiledSets(GoodSets::classes)
        .add("a picture cut short", s -> s.cut("a.png", s.bytes("a.png").length - 20), "a.png", "")
        .add("an empty picture", s -> s.put("a.png", ""), "a.png", "is empty")
        .add("no picture", s -> s.put("a.png", "<html>not found</html>"), "a.png", "not a picture")
        .add("a GIF", s -> s.put("a.png", "GIF89a....."), "a.png", "GIF", "convert it to PNG")
        .add(
            "a picture of another size",
            s -> s.put("a.png", GoodSets.png(4, 2, BufferedImage.TYPE_INT_RGB)),
            "a.png",
            "is 4 x 2, wanted 3 x 2")
        .add(
            "16 bits a level",
            s -> s.put("a.png", GoodSets.png(3, 2, BufferedImage.TYPE_USHORT_GRAY)),
            "a.png",
            "16")
        .add(
            "a header of a huge picture",
            s -> s.put("a.png", huge(s.bytes("a.png"))),
            "a.png",
            "claims to be 60000 x 60000")
        .add(
            "a JPEG cut short",
            s -> {
              byte[] jpeg =
                  GoodSets.image("jpg", new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB));
              s.put("a.png", java.util.Arrays.copyOf(jpeg, jpeg.length - 9));
            },
            "a.png",
            "")
        .add(
            "too few numbers in mean",
            s -> s.change("mean: [10, 20, 30]", "mean: [10]"),
            "golden.yaml",
            "3 of mean")
        .add(
            "not said how",
            s ->
                s.change(
                    ", preprocessing: { colour: rgb, layout: nchw, mean: [10, 20, 30], scale: [1, 2, 0.5] }",
                    ""),
            "golden.yaml",
            "it is not said how");
  }

  static SpoiledSets masks() {
    return new SpoiledSets(GoodSets::masks)
        .add(
            "a mask of another size",
            s -> s.put("m.png", GoodSets.png(6, 4, BufferedImage.TYPE_BYTE_GRAY)),
            "m.png",
            "is 6 x 4 cells",
            "[1, 2, 2, 3]")
        .add(
            "a coloured mask",
            s -> s.put("m.png", GoodSets.png(3, 2, BufferedImage.TYPE_INT_RGB)),
            "m.png",
            "is no mask")
        .add(
            "a mask of one bit, which would be spread to 0 and 255",
            s -> s.put("m.png", GoodSets.png(3, 2, BufferedImage.TYPE_BYTE_BINARY)),
            "m.png",
            "grey PNG pictures of 8 bits")
        .add(
            "an ignored level that nobody declared",
            s -> s.change(", ignore: 255", "").put("m.png", levels(255)),
            "m.png",
            "has the level 255",
            "is named by ignore")
        .add(
            "a level that is no class",
            s -> s.put("m.png", levels(7)),
            "m.png",
            "has the level 7 at 1, 0",
            "2 classes")
        .add(
            "a mask that is not listed",
            s -> s.unlist("m.png"),
            "golden.yaml",
            "'m.png' is not in the list of files")
        .add(
            "a mask that climbs out",
            s -> s.change("mask: m.png", "mask: ../secret"),
            "golden.yaml",
            "'../secret' leads out of the set")
        .add("a mask that is no picture", s -> s.put("m.png", "words"), "m.png", "not a picture")
        .add(
            "a mask of 256 MiB",
            s -> s.hole("m.png", PictureFile.MOST_BYTES + 1).digest("m.png", HOLE),
            "m.png",
            "larger than any picture")
        .add(
            "an ignored level that is a class",
            s -> s.change("ignore: 255", "ignore: 1"),
            "golden.yaml",
            "1",
            "ignored")
        .add(
            "an ignored level that is no level",
            s -> s.change("ignore: 255", "ignore: 256"),
            "golden.yaml",
            "256")
        .add(
            "an output that is no map",
            s -> s.change("[1, 2, 2, 3]", "[1, 12]"),
            "golden.yaml",
            "no class map of 2 classes");
  }

  private static byte[] huge(byte[] png) {
    ByteBuffer file = ByteBuffer.wrap(png);
    file.putInt(16, 60_000).putInt(20, 60_000);
    CRC32 sum = new CRC32();
    sum.update(png, 12, 17);
    file.putInt(29, (int) sum.getValue());
    return png;
  }

  private static byte[] levels(int level) {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(1, 0, 0, level);
    return GoodSets.image("png", image);
  }
}
