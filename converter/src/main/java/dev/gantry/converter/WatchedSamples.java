package dev.gantry.converter;

import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.InferenceLimit;
import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;

/** Samples that tell each time one is taken: whoever takes them need not know of progress. */
record WatchedSamples(SampleFeed samples, IntConsumer taken) implements SampleFeed {
  @Override
  public int count() {
    return samples.count();
  }

  @Override
  public List<Tensor> at(int sample) throws IOException {
    taken.accept(sample);
    return samples.at(sample);
  }

  @Override
  public InferenceLimit limit() {
    return samples.limit();
  }
}
