package dev.gantry.golden.manifest;

import dev.gantry.dossier.Decoding;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.NumberRange;
import dev.gantry.settings.key.OptionalList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Describes how outputs become answers, as it stands in a file. */
public record DecodingEntry(
    @KeyMeaning("what the answers are") Kind kind,
    @KeyMeaning("the output that is decoded") String output,
    @KeyMeaning("class-map: the level of a mask that is not counted")
        Optional<@NumberRange(min = 0, max = 255) Integer> ignore,
    @KeyMeaning("boxes: what the first four fields of a row say") Optional<Decoding.BoxCoding> box,
    @KeyMeaning("boxes: the sizes in pixels of the cells, one grid each, in the order of the rows")
        @OptionalList
        List<Integer> strides,
    @KeyMeaning("boxes: for each grid its anchors, each [width, height] in pixels") @OptionalList
        List<List<List<Double>>> anchors,
    @KeyMeaning("boxes: the output with the class scores, where it is another one")
        Optional<String> scores,
    @KeyMeaning("boxes: what the score fields say") Optional<Decoding.Scoring> score,
    @KeyMeaning("boxes: what is applied to the score fields first")
        Optional<Decoding.Activation> activation,
    @KeyMeaning("boxes: the class that means nothing is there") Optional<String> background,
    @KeyMeaning("boxes: the lowest score that counts") Optional<Double> scoreThreshold,
    @KeyMeaning("boxes: the highest IoU with a better box of its class that a box may have")
        Optional<Double> nmsIou) {

  /** Names the form of the answers: one class, boxes, or a class for each place. */
  public enum Kind {
    CLASSES("classes"),
    BOXES("boxes"),
    CLASS_MAP("class-map");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  public DecodingEntry {
    boolean boxKeys =
        box.isPresent()
            || !strides.isEmpty()
            || !anchors.isEmpty()
            || scores.isPresent()
            || score.isPresent()
            || activation.isPresent()
            || background.isPresent()
            || scoreThreshold.isPresent()
            || nmsIou.isPresent();
    if (boxKeys && kind != Kind.BOXES) {
      throw new IllegalArgumentException(
          "only boxes have " + "box, strides, scores and thresholds");
    }
    if (ignore.isPresent() && kind != Kind.CLASS_MAP) {
      throw new IllegalArgumentException("only a class-map has a level to ignore");
    }
    if (kind == Kind.BOXES
        && (box.isEmpty()
            || score.isEmpty()
            || activation.isEmpty()
            || scoreThreshold.isEmpty()
            || nmsIou.isEmpty())) {
      throw new IllegalArgumentException(
          "boxes need the keys box, score, activation, score-threshold and nms-iou");
    }
    if (!anchors.isEmpty() && anchors.size() != strides.size()) {
      throw new IllegalArgumentException(
          "there are " + strides.size() + " strides and anchors for " + anchors.size());
    }
    if (anchors.stream().flatMap(List::stream).anyMatch(anchor -> anchor.size() != 2)) {
      throw new IllegalArgumentException("an anchor is [width, height]");
    }
  }

  public Decoding decoding() {
    return switch (kind) {
      case CLASSES -> new Decoding.Classes(output);
      case CLASS_MAP ->
          new Decoding.ClassMap(output, ignore.map(OptionalInt::of).orElseGet(OptionalInt::empty));
      case BOXES ->
          new Decoding.Boxes(
              output,
              box.orElseThrow(),
              grids(),
              scores,
              score.orElseThrow(),
              activation.orElseThrow(),
              background,
              scoreThreshold.orElseThrow(),
              nmsIou.orElseThrow());
    };
  }

  private List<Decoding.Grid> grids() {
    List<Decoding.Grid> grids = new ArrayList<>();
    for (int index = 0; index < strides.size(); index++) {
      List<List<Double>> sizes = anchors.isEmpty() ? List.of() : anchors.get(index);
      grids.add(
          new Decoding.Grid(
              strides.get(index),
              sizes.stream().map(size -> new Decoding.Anchor(size.get(0), size.get(1))).toList()));
    }
    return grids;
  }
}
