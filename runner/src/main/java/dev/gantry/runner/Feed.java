package dev.gantry.runner;

import dev.gantry.dossier.Tensor;
import java.util.ArrayList;
import java.util.List;

/** What one query is fed: a golden sample, or several in one, and which they are. */
public record Feed(List<Tensor> tensors, List<Integer> samples) {
  public Feed {
    tensors = List.copyOf(tensors);
    samples = List.copyOf(samples);
  }

  static List<Feed> each(List<List<Tensor>> samples) {
    List<Feed> feeds = new ArrayList<>();
    for (int index = 0; index < samples.size(); index++) {
      feeds.add(new Feed(samples.get(index), List.of(index)));
    }
    return feeds;
  }

  public int batch() {
    return samples.size();
  }
}
