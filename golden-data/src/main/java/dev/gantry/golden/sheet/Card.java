package dev.gantry.golden.sheet;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Tensor;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.task.Answer;
import dev.gantry.golden.task.AnswerReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws one sample: what it shows, what it is called, what is labelled and what is said of it. */
final class Card {
  private static final int MOST_TENSORS = 4;

  private final GoldenFolder folder;
  private final GoldenSet set;
  private final Palette palette;
  private final Optional<AnswerReader> reader;

  Card(GoldenFolder folder, Optional<AnswerReader> reader) {
    this.folder = folder;
    this.set = folder.set();
    this.palette = new Palette(set.classes());
    this.reader = reader;
  }

  Tag of(int sample) throws IOException {
    List<Tensor> inputs = folder.inputs(sample);
    List<Tensor> references = folder.references(sample);
    List<Tensor> truth = folder.truth(sample);
    Optional<Sight> sight = Sight.of(folder, sample, inputs);
    Optional<Answer> answer = reader.map(read -> read.read(references));
    Optional<Comparison> comparison =
        answer.map(given -> Comparison.of(set, sample, given, references, truth));
    Words words = new Words(palette);
    Tag card = Tag.of("article", "card").with("id", "sample-" + sample);
    if (sight.isPresent()) {
      Views views = new Views(sight.get(), palette, "picture-" + sample);
      card = card.add(Tag.of("div", "panes").add(views.of(comparison, truth)));
    }
    card =
        card.add(Tag.of("div", "words").add(name(sample)).add(words.of(comparison, label(sample))));
    card = sight.isPresent() ? card : card.add(tensors(inputs));
    return answer.isPresent() ? card : card.add(tensors(references));
  }

  private Optional<String> label(int sample) {
    return set.samples().get(sample).label();
  }

  private Tag name(int sample) {
    GoldenSet.Sample named = set.samples().get(sample);
    Tag heading = Tag.of("h3").text(named.name());
    for (String slice : named.slices()) {
      heading = heading.add(Tag.of("span", "tag").text(slice));
    }
    return heading;
  }

  private static List<Tag> tensors(List<Tensor> tensors) {
    List<Tag> drawn = new ArrayList<>();
    for (Tensor tensor : tensors.subList(0, Math.min(MOST_TENSORS, tensors.size()))) {
      drawn.add(new Bars(tensor).figure());
    }
    if (tensors.size() > MOST_TENSORS) {
      drawn.add(
          Tag.of("p", "soft")
              .text("and " + Figures.counted(tensors.size() - MOST_TENSORS, "further tensor")));
    }
    return drawn;
  }
}
