package dev.gantry.golden.sheet;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorElements;
import dev.gantry.golden.array.ValueRange;
import dev.gantry.golden.picture.PngBytes;
import java.util.Optional;

/** A tensor [1, 1 or 3, height, width] as a picture, from its lowest value to its highest. */
record TensorPicture(Tensor tensor) {
  private static final int WHITE = 255;

  byte[] png(int longestSide) {
    int channels = tensor.spec().shape().get(1).intValue();
    int height = tensor.spec().shape().get(2).intValue();
    int width = tensor.spec().shape().get(3).intValue();
    double scale = Math.min(1, longestSide / (double) Math.max(width, height));
    int wide = (int) Math.max(1, Math.round(width * scale));
    int tall = (int) Math.max(1, Math.round(height * scale));
    TensorElements elements = new TensorElements(tensor);
    Optional<ValueRange> range = ValueRange.of(tensor);
    byte[] levels = new byte[wide * tall * channels];
    int at = 0;
    for (int y = 0; y < tall; y++) {
      int row = (int) ((long) y * height / tall);
      for (int x = 0; x < wide; x++) {
        int column = (int) ((long) x * width / wide);
        for (int channel = 0; channel < channels; channel++) {
          double value = elements.at((channel * height + row) * width + column);
          levels[at++] = (byte) level(value, range);
        }
      }
    }
    return PngBytes.of(wide, tall, channels, levels);
  }

  private static int level(double value, Optional<ValueRange> range) {
    if (range.isEmpty() || Double.isNaN(value)) {
      return 0;
    }
    double from = range.get().min();
    // Halved first: two numbers may be further apart than any double.
    double span = range.get().max() / 2 - from / 2;
    double share = span > 0 ? (value / 2 - from / 2) / span : 0;
    return (int) Math.round(WHITE * Math.max(0, Math.min(1, share)));
  }
}
