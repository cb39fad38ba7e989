package dev.gantry.converter.observe;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.InferenceLimit;
import java.io.IOException;
import java.util.List;

/** Samples over each of which a model may take so long. */
record LimitedSamples(SampleFeed samples, InferenceLimit limit) implements SampleFeed {
  @Override
  public int count() {
    return samples.count();
  }

  @Override
  public List<Tensor> at(int sample) throws IOException {
    return samples.at(sample);
  }
}
