package dev.gantry.golden;

/** Boxes, and decodings that cannot find any. */
final class MalformedBoxes {
  private MalformedBoxes() {}

  static SpoiledSets boxes() {
    return new SpoiledSets(GoodSets::boxes)
        .add(
            "a box of no class",
            s -> s.change("class: person", "class: cow"),
            "golden.yaml",
            "'cow'",
            "[clear, person]")
        .add(
            "left and right swapped",
            s -> s.change("[0, 0, 2, 1]", "[2, 0, 0, 1]"),
            "golden.yaml",
            "left < right")
        .add(
            "top and bottom swapped",
            s -> s.change("[0, 0, 2, 1]", "[0, 1, 2, 0]"),
            "golden.yaml",
            "top < bottom")
        .add(
            "a box without an area",
            s -> s.change("[0, 0, 2, 1]", "[0, 0, 0, 1]"),
            "golden.yaml",
            "left < right")
        .add(
            "a box of NaN", s -> s.change("[0, 0, 2, 1]", "[.nan, 0, 2, 1]"), "golden.yaml", ".nan")
        .add(
            "a box of three numbers",
            s -> s.change("[0, 0, 2, 1]", "[0, 0, 2]"),
            "golden.yaml",
            "left, top, right, bottom")
        .add(
            "boxes without classes",
            s -> s.change("classes: [clear, person]\n", ""),
            "golden.yaml",
            "classes")
        .add(
            "boxes without a decoding",
            s ->
                s.change(
                    "decoding: { kind: boxes, output: found, box: corners, score: class, activation: none, score-threshold: 0.5, nms-iou: 0.5 }\n",
                    ""),
            "golden.yaml",
            "sample 'one' has boxes")
        .add(
            "a decoding that lacks a threshold",
            s -> s.change("score-threshold: 0.5, ", ""),
            "golden.yaml",
            "score-threshold")
        .add(
            "an output with too few fields",
            s -> s.change("[1, 2, 6]", "[1, 3, 4]"),
            "golden.yaml",
            "[1, rows, 6]")
        .add(
            "a grid of no size",
            s -> s.change("box: corners", "box: edges, strides: [0]"),
            "golden.yaml",
            "stride")
        .add(
            "a background that is no class",
            s -> s.change("nms-iou: 0.5", "nms-iou: 0.5, background: sky"),
            "golden.yaml",
            "'sky'")
        .add(
            "a threshold of NaN",
            s -> s.change("score-threshold: 0.5", "score-threshold: .nan"),
            "golden.yaml",
            ".nan")
        .add(
            "a threshold that nothing reaches",
            s -> s.change("score-threshold: 0.5", "score-threshold: 50"),
            "golden.yaml",
            "50");
  }
}
