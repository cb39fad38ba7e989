package dev.gantry.golden.picture;

import java.util.Arrays;
import java.util.OptionalInt;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** A picture brought to the size of the network's frame, still in levels. */
record FittedPicture(Preprocessing how, ChannelLayout.Axes axes) {
  Pixels of(Pixels pixels) {
    boolean toGrey = how.colours() == ColourOrder.GREY && pixels.channels() == 3;
    Pixels coloured = toGrey ? grey(pixels) : pixels;
    ScaledFrame frame = how.frame(pixels.width(), pixels.height(), axes.width(), axes.height());
    boolean sameSize = frame.width() == pixels.width() && frame.height() == pixels.height();
    Pixels scaled = sameSize ? coloured : scaled(coloured, frame);
    boolean fills = frame.width() == axes.width() && frame.height() == axes.height();
    return fills ? scaled : framed(scaled, frame);
  }

  @SuppressWarnings("try")
  private static Pixels grey(Pixels pixels) {
    OpenCv.load();
    try (PointerScope scope = new PointerScope()) {
      Mat grey = new Mat();
      opencv_imgproc.cvtColor(OpenCv.matrix(pixels), grey, opencv_imgproc.COLOR_RGB2GRAY);
      return OpenCv.pixels(grey);
    }
  }

  private Pixels scaled(Pixels pixels, ScaledFrame frame) {
    OptionalInt code = how.interpolation().code();
    return code.isPresent()
        ? OpenCv.scaled(pixels, frame.width(), frame.height(), code.getAsInt())
        : new AntialiasedScaling(frame.width(), frame.height()).of(pixels);
  }

  /** Padding where the frame is larger than the picture, nothing of it where it is smaller. */
  private Pixels framed(Pixels scaled, ScaledFrame frame) {
    int channels = scaled.channels();
    byte[] levels = new byte[axes.width() * axes.height() * channels];
    Arrays.fill(levels, (byte) how.pad());
    int columns = Math.min(frame.width(), axes.width()) * channels;
    int rows = Math.min(frame.height(), axes.height());
    int fromLeft = Math.max(0, -frame.left());
    int fromTop = Math.max(0, -frame.top());
    int toLeft = Math.max(0, frame.left());
    int toTop = Math.max(0, frame.top());
    for (int row = 0; row < rows; row++) {
      System.arraycopy(
          scaled.levels(),
          ((fromTop + row) * frame.width() + fromLeft) * channels,
          levels,
          ((toTop + row) * axes.width() + toLeft) * channels,
          columns);
    }
    return new Pixels(axes.width(), axes.height(), channels, levels);
  }
}
