package dev.gantry.golden.picture;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.array.HeapRoom;
import dev.gantry.golden.picture.format.PictureFile;
import java.io.IOException;
import java.nio.file.Path;

/** An input of a network that is fed with pictures. It may be used by many threads. */
public final class PictureInput {
  private static final long SMALL = 16L << 20;
  private static final int AT_ONCE = 2;

  private final TensorSpec spec;
  private final Preprocessing how;
  private final ChannelLayout.Axes axes;
  private final LevelTables tables;

  /** Refuses a shape or a type that pictures preprocessed like this cannot have. */
  public PictureInput(TensorSpec spec, Preprocessing how) {
    this.spec = spec;
    this.how = how;
    axes =
        how.layout()
            .axes(spec.shape())
            .filter(sides -> sides.channels() == how.colours().count())
            .orElseThrow(() -> new IllegalArgumentException(wanted(spec, how)));
    Tensor.byteCount(spec.type(), spec.shape());
    if ((long) axes.width() * axes.height() > PictureFile.MOST_PIXELS) {
      throw new IllegalArgumentException(spec + " is larger than any picture that is read");
    }
    tables = new LevelTables(spec.type(), how);
  }

  private static String wanted(TensorSpec spec, Preprocessing how) {
    int channels = how.colours().count();
    return "an input from %s pictures in %s has the shape %s, with or without the 1, not %s"
        .formatted(
            how.colours(),
            how.layout(),
            how.layout() == ChannelLayout.NCHW
                ? "[1, " + channels + ", height, width]"
                : "[1, height, width, " + channels + "]",
            spec.shape());
  }

  public TensorSpec spec() {
    return spec;
  }

  public Preprocessing preprocessing() {
    return how;
  }

  public Tensor read(Path file) throws IOException {
    PictureFile picture = PictureFile.read(file);
    try {
      return tensor(picture);
    } catch (IOException e) {
      throw new IOException(file + " " + e.getMessage(), e);
    }
  }

  /** LookSchedule at the size before anything is decoded. Messages continue after a file's name. */
  public Tensor tensor(PictureFile file) throws IOException {
    requireSize(file.width(), file.height());
    return tensor(PictureDecoder.decode(file));
  }

  /** Decodes it whole, and makes nothing of its pixels; but sees that there were room to. */
  public void prove(PictureFile file) throws IOException {
    requireSize(file.width(), file.height());
    PictureDecoder.decode(file);
    requireRoom();
  }

  public Tensor tensor(Pixels pixels) throws IOException {
    requireSize(pixels.width(), pixels.height());
    requireRoom();
    return new Tensor(spec, tables.apply(new FittedPicture(how, axes).of(pixels)));
  }

  /** A set may claim any size, and several samples are made at once. */
  private void requireRoom() throws IOException {
    long bytes = Tensor.byteCount(spec.type(), spec.shape());
    if (bytes < SMALL) {
      return;
    }
    try {
      HeapRoom.ofThisProcess().require(AT_ONCE * bytes);
    } catch (IOException e) {
      throw new IOException(
          "becomes "
              + spec
              + ", "
              + new ByteCount(bytes)
              + ", more than this process has left: give Java more memory (-Xmx)",
          e);
    }
  }

  /** Where the points of a picture of this size come to lie. */
  public PicturePlacement placement(int pictureWidth, int pictureHeight) {
    if (pictureWidth < 1 || pictureHeight < 1) {
      throw new IllegalArgumentException(
          "no picture is " + pictureWidth + " x " + pictureHeight + " pixels");
    }
    return how.frame(pictureWidth, pictureHeight, axes.width(), axes.height())
        .placement(pictureWidth, pictureHeight);
  }

  private void requireSize(int width, int height) throws IOException {
    if (how.fit() == PictureFit.EXACT && (width != axes.width() || height != axes.height())) {
      // Resizing is a choice that the set has to make.
      throw new IOException(
          "is %d x %d, wanted %d x %d: give it that size, or say fit: letterbox, stretch or crop"
              .formatted(width, height, axes.width(), axes.height()));
    }
    ScaledFrame frame = how.frame(width, height, axes.width(), axes.height());
    // Scaling across comes first, so that for a while the picture is of the one width and other
    // height.
    if ((long) frame.width() * Math.max(frame.height(), height) > PictureFile.MOST_PIXELS) {
      throw new IOException(
          "is %d x %d, too long and thin to be fitted into %d x %d"
              .formatted(width, height, axes.width(), axes.height()));
    }
  }
}
