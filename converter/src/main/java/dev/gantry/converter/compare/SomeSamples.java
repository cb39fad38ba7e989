package dev.gantry.converter.compare;

import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.GoldenFolder;
import java.io.IOException;
import java.util.List;

/** The inputs of a golden set's samples of these numbers. */
public record SomeSamples(GoldenFolder set, List<Integer> numbers) implements SampleFeed {
  @Override
  public int count() {
    return numbers.size();
  }

  @Override
  public List<Tensor> at(int sample) throws IOException {
    return set.inputs(numbers.get(sample));
  }
}
