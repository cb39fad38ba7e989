package dev.gantry.converter.observe;

import dev.gantry.dossier.Tensor;
import java.io.IOException;
import java.util.List;

/** What a model is fed, one sample at a time; never all in memory. */
public interface Samples {
  int count();

  List<Tensor> at(int sample) throws IOException;

  static Samples of(List<List<Tensor>> samples) {
    List<List<Tensor>> kept = List.copyOf(samples);
    return new Samples() {
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
  default Samples spread(int wanted) {
    int all = count();
    if (wanted >= all) {
      return this;
    }
    Samples whole = this;
    return new Samples() {
      @Override
      public int count() {
        return wanted;
      }

      @Override
      public List<Tensor> at(int sample) throws IOException {
        return whole.at(Math.toIntExact((long) sample * all / wanted));
      }
    };
  }
}
