package dev.gantry.golden.sheet;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.task.Box;
import dev.gantry.golden.task.Detection;
import dev.gantry.golden.task.LabelledBox;
import dev.gantry.golden.task.TaskAnswer;
import dev.gantry.golden.task.TruthTensors;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One sample seen once, or twice where labels and answers both lie over its picture. */
record SampleViews(VisibleSample sight, ClassPalette palette, String id) {
  static final String LABELLED = "labelled";
  static final String SAID = "reference says";

  List<MarkupTag> of(Optional<LabelComparison> comparison, List<Tensor> truth) {
    LabelComparison compared = comparison.orElse(null);
    if (compared instanceof LabelComparison.Things things) {
      return List.of(labels(things.labelled()), detections(things));
    }
    if (compared instanceof LabelComparison.Places places) {
      MaskPicture mask = new MaskPicture(palette);
      PicturePane labelled =
          PicturePane.first(sight, palette, id).cover(mask.labels(places.labelled()));
      PicturePane said = PicturePane.again(sight, palette, id);
      said.cover(mask.answer(places.said(), places.labelled()));
      return List.of(labelled.figure(LABELLED), said.figure(SAID));
    }
    if (compared instanceof LabelComparison.Unlabelled unlabelled) {
      return List.of(unlabelled(unlabelled.answer()));
    }
    return List.of(labelsAlone(truth));
  }

  private MarkupTag labelsAlone(List<Tensor> truth) {
    if (truth.isEmpty()) {
      return PicturePane.first(sight, palette, id).figure(sight.caption());
    }
    if (truth.get(0).name().equals(TruthTensors.BOXES)) {
      return labels(TruthTensors.boxes(truth.get(0), palette.classes().size()));
    }
    String mask = new MaskPicture(palette).labels(TruthTensors.map(truth.get(0)));
    return PicturePane.first(sight, palette, id).cover(mask).figure(LABELLED);
  }

  private MarkupTag labels(List<LabelledBox> boxes) {
    PicturePane pane = PicturePane.first(sight, palette, id);
    for (LabelledBox box : boxes) {
      pane.box(box.box(), box.kind(), "labelled", palette.name(box.kind()));
    }
    return pane.figure(LABELLED);
  }

  private MarkupTag detections(LabelComparison.Things things) {
    PicturePane pane = PicturePane.again(sight, palette, id);
    for (LabelledBox box : things.unfound()) {
      pane.box(box.box(), box.kind(), "missed", "missed");
    }
    for (int rank = things.found().size() - 1; rank >= 0; rank--) {
      String wrong = things.scores().hit(rank) ? "" : " \u2715";
      said(pane, things.found().get(rank), wrong);
    }
    return pane.figure(SAID);
  }

  private MarkupTag unlabelled(TaskAnswer answer) {
    PicturePane pane = PicturePane.first(sight, palette, id);
    if (answer instanceof TaskAnswer.Things things) {
      LabelComparison.shown(things).forEach(detection -> said(pane, detection, ""));
    } else if (answer instanceof TaskAnswer.Places places) {
      pane.cover(new MaskPicture(palette).labels(places.image()));
    } else {
      return pane.figure(sight.caption());
    }
    return pane.figure(SAID);
  }

  private void said(PicturePane pane, Detection detection, String wrong) {
    Box box = detection.box();
    String score = String.format(Locale.ROOT, " %.2f", detection.score());
    pane.box(box, detection.kind(), "said", palette.name(detection.kind()) + score + wrong);
  }
}
