package dev.gantry.golden.sheet;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.task.ClassImage;
import dev.gantry.golden.task.LabelledBox;
import dev.gantry.golden.task.TruthTensors;
import java.util.Arrays;
import java.util.List;

/** Counts how much of each class is labelled in the set and in its slices. */
final class ClassCounts {
  private final GoldenSet set;
  private final List<String> slices;
  private final long[][] counts;

  /** The whole set first, then its slices. */
  ClassCounts(GoldenSet set) {
    this.set = set;
    this.slices = List.copyOf(set.slices());
    this.counts = new long[slices.size() + 1][set.classes().size()];
  }

  /** What is counted, in the singular. */
  static String unit(GoldenSet set) {
    if (set.decoding().orElse(null) instanceof Decoding.Boxes) {
      return "box";
    }
    return set.decoding().orElse(null) instanceof Decoding.ClassMap ? "place" : "sample";
  }

  synchronized void add(int sample, List<Tensor> truth) {
    GoldenSet.Sample named = set.samples().get(sample);
    if (truth.isEmpty()) {
      named.label().ifPresent(label -> add(named, set.classes().indexOf(label)));
    } else if (truth.get(0).name().equals(TruthTensors.BOXES)) {
      for (LabelledBox box : TruthTensors.boxes(truth.get(0), set.classes().size())) {
        add(named, box.kind());
      }
    } else {
      ClassImage map = TruthTensors.map(truth.get(0));
      for (int place = 0; place < map.places(); place++) {
        add(named, map.at(place));
      }
    }
  }

  private void add(GoldenSet.Sample sample, int kind) {
    if (kind < 0 || kind >= set.classes().size()) {
      return;
    }
    counts[0][kind]++;
    for (String slice : sample.slices()) {
      counts[slices.indexOf(slice) + 1][kind]++;
    }
  }

  synchronized List<Long> all() {
    return Arrays.stream(counts[0]).boxed().toList();
  }

  synchronized List<Long> of(String slice) {
    return Arrays.stream(counts[slices.indexOf(slice) + 1]).boxed().toList();
  }
}
