package dev.gantry.golden.sheet;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.picture.PictureDecoder;
import dev.gantry.golden.picture.PicturePlacement;
import dev.gantry.golden.picture.Pixels;
import dev.gantry.golden.picture.Thumbnail;
import dev.gantry.golden.picture.format.PictureFile;
import dev.gantry.golden.task.PictureSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Holds the picture that shows a sample: its own, or an input that is one.
 *
 * @param width in pixels, before it was made small
 * @param placement of the picture in what the network is fed
 * @param network the size of what the network is fed
 * @param caption what has to be said of the picture, often nothing
 * @param coarse whether it has so few pixels that each is to be seen
 */
record VisibleSample(
    String picture,
    int width,
    int height,
    PicturePlacement placement,
    PictureSize network,
    String caption,
    boolean coarse) {
  private static final int LONGEST_SIDE = 320;
  private static final int FEW = 160;
  private static final PicturePlacement SAME = new PicturePlacement(1, 1, 0, 0);

  /** Empty where a sample is of numbers that are no picture. */
  static Optional<VisibleSample> of(GoldenFolder set, int sample, List<Tensor> inputs)
      throws IOException {
    Optional<Path> file = set.picture(sample);
    if (file.isPresent()) {
      Pixels pixels = PictureDecoder.decode(PictureFile.read(file.get()));
      Optional<PictureSize> network = PictureSize.of(set.set().inputs());
      return Optional.of(
          new VisibleSample(
              packed(new Thumbnail(LONGEST_SIDE).png(pixels)),
              pixels.width(),
              pixels.height(),
              set.placement(sample).orElse(SAME),
              network.orElse(new PictureSize(pixels.width(), pixels.height())),
              "",
              Math.max(pixels.width(), pixels.height()) < FEW));
    }
    return inputs.stream().filter(VisibleSample::pictorial).findFirst().map(VisibleSample::of);
  }

  private static boolean pictorial(Tensor tensor) {
    List<Long> shape = tensor.spec().shape();
    boolean numbers = tensor.spec().type() != ElementType.BOOL;
    return numbers
        && shape.size() == 4
        && shape.get(0) == 1
        && (shape.get(1) == 1 || shape.get(1) == 3)
        && Math.min(shape.get(2), shape.get(3)) > 3;
  }

  private static VisibleSample of(Tensor tensor) {
    int height = Math.toIntExact(tensor.spec().shape().get(2));
    int width = Math.toIntExact(tensor.spec().shape().get(3));
    return new VisibleSample(
        packed(new TensorPicture(tensor).png(LONGEST_SIDE)),
        width,
        height,
        SAME,
        new PictureSize(width, height),
        caption(tensor),
        Math.max(width, height) < FEW);
  }

  /** Which channel is red, a tensor does not say. */
  private static String caption(Tensor tensor) {
    boolean coloured = tensor.spec().shape().get(1) == 3;
    return tensor.name() + (coloured ? ", channels as red, green, blue" : "");
  }

  static String packed(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }
}
