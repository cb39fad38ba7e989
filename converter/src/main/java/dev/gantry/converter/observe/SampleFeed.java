package dev.gantry.converter.observe;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.InferenceLimit;
import java.io.IOException;
import java.util.List;

/**
 * Supplies the inputs of a model one sample at a time, never all in memory. It also tells how long
 * the model may take over one, so that whoever feeds it need not know of limits.
 */
public interface SampleFeed {
  int count();

  List<Tensor> at(int sample) throws IOException;

  default InferenceLimit limit() {
    return InferenceLimit.usual("the model");
  }

  /** The same, with so much time for each. */
  default SampleFeed within(InferenceLimit limit) {
    return new LimitedSamples(this, limit);
  }

  static SampleFeed of(List<List<Tensor>> samples) {
    List<List<Tensor>> kept = List.copyOf(samples);
    return new SampleFeed() {
      @Override
      public int count() {
        return kept.size();
      }

      @Override
      public List<Tensor> at(int sample) {
        return kept.get(sample);
      }
    };
  }

  /** So many of them, spread evenly over the whole; all where there are no more. */
  default SampleFeed spread(int wanted) {
    int all = count();
    if (wanted >= all) {
      return this;
    }
    SampleFeed whole = this;
    return new SampleFeed() {
      @Override
      public int count() {
        return wanted;
      }

      @Override
      public List<Tensor> at(int sample) throws IOException {
        return whole.at(Math.toIntExact((long) sample * all / wanted));
      }

      @Override
      public InferenceLimit limit() {
        return whole.limit();
      }
    };
  }
}
