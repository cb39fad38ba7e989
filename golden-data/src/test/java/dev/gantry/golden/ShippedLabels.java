package dev.gantry.golden;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.task.AnswerReader;
import dev.gantry.golden.task.ClassImage;
import dev.gantry.golden.task.LabelledBox;
import dev.gantry.golden.task.PictureSize;
import dev.gantry.golden.task.TruthTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Labels and references of a shipped set, in the form that scores are made of. */
record ShippedLabels(GoldenFolder set) {
  static ShippedLabels unpack(String name, Path folder) throws Exception {
    return new ShippedLabels(GoldenFolder.look(new ShippedSet(name).unpack(folder).set()));
  }

  List<String> classes() {
    return set.set().classes();
  }

  int samples() {
    return set.set().samples().size();
  }

  int label(int sample) {
    return classes().indexOf(set.set().samples().get(sample).label().orElseThrow());
  }

  List<LabelledBox> boxes(int sample) throws IOException {
    return TruthTensors.boxes(set.truth(sample).get(0), classes().size());
  }

  ClassImage mask(int sample) throws IOException {
    return TruthTensors.map(set.truth(sample).get(0));
  }

  AnswerReader reader() {
    return new AnswerReader(
        set.set().decoding().orElseThrow(), classes(), PictureSize.of(set.set().inputs()));
  }

  List<Tensor> reference(int sample) throws IOException {
    return set.references(sample);
  }

  /** Every sample of the slice once, the others not at all; "all" is every sample. */
  int[] weights(String slice) {
    int[] weights = new int[samples()];
    for (int sample = 0; sample < weights.length; sample++) {
      boolean chosen = set.set().samples().get(sample).slices().contains(slice);
      weights[sample] = chosen || slice.equals("all") ? 1 : 0;
    }
    return weights;
  }
}
