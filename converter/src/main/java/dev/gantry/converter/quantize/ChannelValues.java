package dev.gantry.converter.quantize;

import dev.gantry.converter.layers.ChannelRanges;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Some numbers of each channel of a tensor, at random places of all samples. */
final class ChannelValues {
  private static final int MOST = 768;

  private final float[][] values;

  private ChannelValues(float[][] values) {
    this.values = values;
  }

  /** The channels are those of the axis; -1 is the last one. */
  static ChannelValues of(ExactAndRoughRun twin, ChannelRanges.Place place, Random random) {
    int axis = place.axis();
    List<Long> first = twin.spec(place.tensor(), 0).shape();
    int counted = axis < 0 ? first.size() + axis : axis;
    int channels = Math.toIntExact(first.get(counted));
    float[][] values = new float[channels][MOST];
    int count = 0;
    for (int sample = 0; sample < twin.samples(); sample++) {
      // Other sides may differ from sample to sample: think of the boxes that a detector found.
      List<Long> shape = twin.spec(place.tensor(), sample).shape();
      int inner = product(shape, counted + 1, shape.size());
      int all = product(shape, 0, counted) * inner;
      int each = Math.min(all, MOST / twin.samples());
      float[] from = twin.rough(place.tensor(), sample);
      for (int at = 0; at < each; at++, count++) {
        int position = each == all ? at : random.nextInt(all);
        int start = position / inner * channels * inner + position % inner;
        for (int channel = 0; channel < channels; channel++) {
          values[channel][count] = from[start + channel * inner];
        }
      }
    }
    for (int channel = 0; channel < channels; channel++) {
      values[channel] = Arrays.copyOf(values[channel], count);
    }
    return new ChannelValues(values);
  }

  int channels() {
    return values.length;
  }

  float[] of(int channel) {
    return values[channel];
  }

  private static int product(List<Long> shape, int from, int to) {
    long product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= shape.get(axis);
    }
    return Math.toIntExact(product);
  }
}
