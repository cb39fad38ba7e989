package dev.gantry.golden.sheet;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.quality.SampleScorer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws one sample: what it shows, what it is called, what is labelled and what is said of it. */
final class SampleCard {
  private static final int MOST_TENSORS = 4;

  private final GoldenFolder folder;
  private final GoldenSet set;
  private final ClassPalette palette;
  private final Optional<SampleScorer> scorer;

  SampleCard(GoldenFolder folder, Optional<SampleScorer> scorer) {
    this.folder = folder;
    this.set = folder.set();
    this.palette = new ClassPalette(set.classes());
    this.scorer = scorer;
  }

  MarkupTag of(int sample) throws IOException {
    List<Tensor> inputs = folder.inputs(sample);
    List<Tensor> references = folder.references(sample);
    List<Tensor> truth = folder.truth(sample);
    Optional<VisibleSample> sight = VisibleSample.of(folder, sample, inputs);
    Optional<LabelComparison> comparison =
        scorer.map(
            how -> LabelComparison.of(how, set, sample, how.read(references), references, truth));
    SampleCaption words = new SampleCaption(palette);
    MarkupTag card = MarkupTag.of("article", "card").with("id", "sample-" + sample);
    if (sight.isPresent()) {
      SampleViews views = new SampleViews(sight.get(), palette, "picture-" + sample);
      card = card.add(MarkupTag.of("div", "panes").add(views.of(comparison, truth)));
    }
    card =
        card.add(
            MarkupTag.of("div", "words")
                .add(name(sample))
                .add(words.of(comparison, label(sample))));
    card = sight.isPresent() ? card : card.add(tensors(inputs));
    return comparison.isPresent() ? card : card.add(tensors(references));
  }

  private Optional<String> label(int sample) {
    return set.samples().get(sample).label();
  }

  private MarkupTag name(int sample) {
    GoldenSet.Sample named = set.samples().get(sample);
    MarkupTag heading = MarkupTag.of("h3").text(named.name());
    for (String slice : named.slices()) {
      heading = heading.add(MarkupTag.of("span", "tag").text(slice));
    }
    return heading;
  }

  private static List<MarkupTag> tensors(List<Tensor> tensors) {
    List<MarkupTag> drawn = new ArrayList<>();
    for (Tensor tensor : tensors.subList(0, Math.min(MOST_TENSORS, tensors.size()))) {
      drawn.add(new TensorBars(tensor).figure());
    }
    if (tensors.size() > MOST_TENSORS) {
      drawn.add(
          MarkupTag.of("p", "soft")
              .text(
                  "and " + SheetFigures.counted(tensors.size() - MOST_TENSORS, "further tensor")));
    }
    return drawn;
  }
}
