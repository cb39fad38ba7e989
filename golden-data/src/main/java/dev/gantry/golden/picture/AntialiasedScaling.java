package dev.gantry.golden.picture;

/**
 * Scaling the way Pillow does it (and with it torchvision): linear, but a pixel of a smaller
 * picture is made of all that it covers. To the bit, fixed point and rounding included; OpenCV has
 * no equal.
 */
record AntialiasedScaling(int width, int height) {
  Pixels of(Pixels pixels) {
    // Across first, then down, each rounded to a level: the order shows in the last bit.
    Pixels across = width == pixels.width() ? pixels : across(pixels);
    return height == across.height() ? across : down(across);
  }

  private Pixels across(Pixels pixels) {
    int channels = pixels.channels();
    int stride = pixels.width() * channels;
    byte[] from = pixels.levels();
    byte[] to = new byte[width * pixels.height() * channels];
    ScalingWeights[] weights = new ScalingWeights[width];
    for (int x = 0; x < width; x++) {
      weights[x] = ScalingWeights.of(pixels.width(), width, x);
    }
    // Row by row, as the levels lie in memory.
    for (int y = 0; y < pixels.height(); y++) {
      for (int x = 0; x < width; x++) {
        int first = y * stride + weights[x].first() * channels;
        for (int channel = 0; channel < channels; channel++) {
          to[(y * width + x) * channels + channel] =
              weights[x].sum(from, first + channel, channels);
        }
      }
    }
    return new Pixels(width, pixels.height(), channels, to);
  }

  private Pixels down(Pixels pixels) {
    int stride = pixels.width() * pixels.channels();
    byte[] from = pixels.levels();
    byte[] to = new byte[stride * height];
    for (int y = 0; y < height; y++) {
      ScalingWeights weights = ScalingWeights.of(pixels.height(), height, y);
      for (int column = 0; column < stride; column++) {
        to[y * stride + column] = weights.sum(from, weights.first() * stride + column, stride);
      }
    }
    return new Pixels(pixels.width(), height, pixels.channels(), to);
  }
}
