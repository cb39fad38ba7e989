package dev.gantry.runner;

import dev.gantry.dossier.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Holds what one query is fed: a golden sample, or several in one, and which they are. */
public record QueryInputs(List<Tensor> tensors, List<Integer> samples) {
  public QueryInputs {
    tensors = List.copyOf(tensors);
    samples = List.copyOf(samples);
  }

  public static List<QueryInputs> each(List<List<Tensor>> samples) {
    List<QueryInputs> feeds = new ArrayList<>();
    for (int index = 0; index < samples.size(); index++) {
      feeds.add(new QueryInputs(samples.get(index), List.of(index)));
    }
    return feeds;
  }

  public int batch() {
    return samples.size();
  }
}
