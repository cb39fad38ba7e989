package dev.gantry.golden.sheet;

import dev.gantry.dossier.Tensor;
import dev.gantry.golden.task.Answer;
import dev.gantry.golden.task.Box;
import dev.gantry.golden.task.Detection;
import dev.gantry.golden.task.LabelledBox;
import dev.gantry.golden.task.Truth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One sample seen once, or twice where labels and answers both lie over its picture. */
record Views(Sight sight, Palette palette, String id) {
  static final String LABELLED = "labelled";
  static final String SAID = "reference says";

  List<Tag> of(Optional<Comparison> comparison, List<Tensor> truth) {
    Comparison compared = comparison.orElse(null);
    if (compared instanceof Comparison.Things things) {
      return List.of(labels(things.labelled()), detections(things));
    }
    if (compared instanceof Comparison.Places places) {
      MaskPicture mask = new MaskPicture(palette);
      Pane labelled = Pane.first(sight, palette, id).cover(mask.labels(places.labelled()));
      Pane said = Pane.again(sight, palette, id);
      said.cover(mask.answer(places.said(), places.labelled()));
      return List.of(labelled.figure(LABELLED), said.figure(SAID));
    }
    if (compared instanceof Comparison.Unlabelled unlabelled) {
      return List.of(unlabelled(unlabelled.answer()));
    }
    return List.of(labelsAlone(truth));
  }

  private Tag labelsAlone(List<Tensor> truth) {
    if (truth.isEmpty()) {
      return Pane.first(sight, palette, id).figure(sight.caption());
    }
    if (truth.get(0).name().equals(Truth.BOXES)) {
      return labels(Truth.boxes(truth.get(0), palette.classes().size()));
    }
    String mask = new MaskPicture(palette).labels(Truth.map(truth.get(0)));
    return Pane.first(sight, palette, id).cover(mask).figure(LABELLED);
  }

  private Tag labels(List<LabelledBox> boxes) {
    Pane pane = Pane.first(sight, palette, id);
    for (LabelledBox box : boxes) {
      pane.box(box.box(), box.kind(), "labelled", palette.name(box.kind()));
    }
    return pane.figure(LABELLED);
  }

  private Tag detections(Comparison.Things things) {
    Pane pane = Pane.again(sight, palette, id);
    for (LabelledBox box : things.unfound()) {
      pane.box(box.box(), box.kind(), "missed", "missed");
    }
    for (int rank = things.found().size() - 1; rank >= 0; rank--) {
      String wrong = things.scores().hit(rank) ? "" : " \u2715";
      said(pane, things.found().get(rank), wrong);
    }
    return pane.figure(SAID);
  }

  private Tag unlabelled(Answer answer) {
    Pane pane = Pane.first(sight, palette, id);
    if (answer instanceof Answer.Things things) {
      Comparison.shown(things).forEach(detection -> said(pane, detection, ""));
    } else if (answer instanceof Answer.Places places) {
      pane.cover(new MaskPicture(palette).labels(places.image()));
    } else {
      return pane.figure(sight.caption());
    }
    return pane.figure(SAID);
  }

  private void said(Pane pane, Detection detection, String wrong) {
    Box box = detection.box();
    String score = String.format(Locale.ROOT, " %.2f", detection.score());
    pane.box(box, detection.kind(), "said", palette.name(detection.kind()) + score + wrong);
  }
}
