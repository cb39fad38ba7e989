package dev.gantry.converter.quantize;

import dev.gantry.converter.layers.InputScale;

/**
 * Holds how far each channel of an input reaches to both sides of its offset, and derives scales
 * from it.
 */
final class ChannelSpans {
  private static final double[] RATIOS = {1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3};

  /** Channels that hardly move share the finest span that is worth a factor. */
  private static final float LEAST_SHARE = 1e-4f;

  /** Below it a step could not be told from zero. */
  private static final float LEAST = 1e-31f;

  private final float[] offsets;
  private final float[] spans;

  private ChannelSpans(float[] offsets, float[] spans) {
    this.offsets = offsets;
    this.spans = spans;
  }

  static ChannelSpans around(float[] offsets, InputFacts input) {
    float[] spans = new float[offsets.length];
    for (int channel = 0; channel < spans.length; channel++) {
      spans[channel] = input.span(channel, offsets[channel]);
    }
    return of(offsets, spans);
  }

  private static ChannelSpans of(float[] offsets, float[] spans) {
    float widest = 0;
    for (float span : spans) {
      widest = Math.max(widest, span);
    }
    for (int channel = 0; channel < spans.length; channel++) {
      // Where nothing moves at all, any span says as much.
      spans[channel] = widest < LEAST ? 1 : Math.max(spans[channel], widest * LEAST_SHARE);
    }
    return new ChannelSpans(offsets, spans);
  }

  /** Each channel clipped to where its own squared error is least. */
  ChannelSpans leastSquares(ChannelValues values) {
    float[] clipped = new float[spans.length];
    for (int channel = 0; channel < spans.length; channel++) {
      double least = Double.POSITIVE_INFINITY;
      for (double ratio : RATIOS) {
        float span = (float) (spans[channel] * ratio);
        double error = 0;
        for (float value : values.of(channel)) {
          float moved = value - offsets[channel];
          double lost = InputScale.rounded(moved, span / InputScale.HIGHEST) - moved;
          error += lost * lost;
        }
        if (error < least) {
          least = error;
          clipped[channel] = span;
        }
      }
    }
    return of(offsets, clipped);
  }

  /** With an exponent of 1 all channels reach equally far afterwards; their mean is 1. */
  float[] factors(double[] widestWeights, double exponent) {
    double[] logarithms = new double[spans.length];
    double mean = 0;
    for (int channel = 0; channel < spans.length; channel++) {
      logarithms[channel] =
          exponent * Math.log(spans[channel]) - (1 - exponent) * Math.log(widestWeights[channel]);
      mean += logarithms[channel] / spans.length;
    }
    float[] factors = new float[spans.length];
    for (int channel = 0; channel < spans.length; channel++) {
      factors[channel] = (float) Math.exp(logarithms[channel] - mean);
    }
    return factors;
  }

  /** The farthest channel just fits, or is clipped to the share that is kept. */
  InputScale scale(float[] factors, double kept) {
    float top = 0;
    for (int channel = 0; channel < spans.length; channel++) {
      top = Math.max(top, spans[channel] / factors[channel]);
    }
    return new InputScale(offsets, factors, (float) (top * kept / InputScale.HIGHEST));
  }
}
