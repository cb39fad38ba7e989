package dev.gantry.golden;

import java.nio.file.Path;
import java.util.List;

/** Sets in ONNX's layout with one thing spoiled. */
final class MalformedLayouts {
  private MalformedLayouts() {}

  static SpoiledSets layout() {
    List<Long> two = List.of(1L, 2L);
    return new SpoiledSets(GoodSets::layout)
        .add("empty tensor", s -> s.put(GoodSets.LEFT, ""), GoodSets.LEFT, "is empty")
        .add(
            "tensor cut by one",
            s -> s.cut(GoodSets.LEFT, s.bytes(GoodSets.LEFT).length - 1),
            GoodSets.LEFT,
            "cut off")
        .add(
            "tensor cut in its head",
            s -> s.cut(GoodSets.LEFT, 1),
            GoodSets.LEFT,
            "is cut off, or is not a tensor")
        .add("tensor cut before its data", s -> s.cut(GoodSets.LEFT, 12), GoodSets.LEFT, "")
        .add(
            "text as a tensor",
            s -> s.put(GoodSets.LEFT, "hello, tensor\n"),
            GoodSets.LEFT,
            "not a tensor")
        .add(
            "a whole model as a tensor",
            s -> s.put(GoodSets.LEFT, Onnx.join()),
            GoodSets.LEFT,
            "it is a whole ONNX model")
        .add(
            "an array as a tensor",
            s -> s.put(GoodSets.LEFT, GoodSets.npy("<f4", "(1, 2)", 1, 2)),
            GoodSets.LEFT,
            "npy")
        .add(
            "too few bytes",
            s -> s.put(GoodSets.LEFT, Onnx.tensor("left", two, 1)),
            GoodSets.LEFT,
            "2 elements of float32, but carries 1")
        .add(
            "too many bytes",
            s -> s.put(GoodSets.LEFT, Onnx.tensor("left", two, 1, 2, 3)),
            GoodSets.LEFT,
            "2 elements of float32, but carries 3")
        .add(
            "a negative side",
            s -> s.put(GoodSets.LEFT, Onnx.tensor("left", List.of(-1L, 2L), 1, 2)),
            GoodSets.LEFT,
            "-1")
        .add(
            "sides beyond all memory",
            s -> s.put(GoodSets.LEFT, Onnx.tensor("left", List.of(1L << 62, 4L), 1, 2)),
            GoodSets.LEFT,
            "" + (1L << 62))
        .add(
            "a tensor of 160 GB",
            s -> s.put(GoodSets.LEFT, Onnx.tensor("left", List.of(1L, 200_000L, 200_000L), 1, 2)),
            GoodSets.LEFT,
            "200000")
        .add(
            "words in a tensor",
            s -> s.put(GoodSets.LEFT, Onnx.text("left", "a", "b")),
            GoodSets.LEFT,
            "strings")
        .add(
            "another type",
            s -> s.put(GoodSets.LEFT, Onnx.numbers("left", two, 1, 2)),
            GoodSets.LEFT,
            "holds left int64[1, 2]",
            "the model wants left float32[1, 2]")
        .add(
            "another rank",
            s -> s.put(GoodSets.LEFT, Onnx.tensor("left", List.of(2L), 1, 2)),
            GoodSets.LEFT,
            "of rank 1 where rank 2 belongs")
        .add(
            "another shape",
            s -> s.put(GoodSets.LEFT, Onnx.tensor("left", List.of(1L, 3L), 1, 2, 3)),
            GoodSets.LEFT,
            "holds left float32[1, 3]",
            "wants left float32[1, 2]")
        .add(
            "an output of another shape",
            s -> s.put(GoodSets.JOINED, Onnx.tensor("joined", List.of(5L, 1L), 1, 2, 3, 4, 5)),
            GoodSets.JOINED,
            "float32[5, 1]")
        .add(
            "inputs swapped",
            s -> {
              byte[] left = s.bytes(GoodSets.LEFT);
              s.put(GoodSets.LEFT, s.bytes(GoodSets.RIGHT)).put(GoodSets.RIGHT, left);
            },
            GoodSets.LEFT,
            "holds tensor 'right' at the place of 'left'")
        .add(
            "a gap in the numbers",
            s -> s.remove(GoodSets.LEFT),
            GoodSets.LEFT,
            "is missing, while input_1.pb is there")
        .add(
            "the last input missing in one sample",
            s -> s.remove("test_data_set_1/input_1.pb"),
            "test_data_set_1",
            "the number of its inputs is 1, wanted is 2")
        .add(
            "all inputs missing in one sample",
            s -> s.remove("test_data_set_1/input_0.pb").remove("test_data_set_1/input_1.pb"),
            "test_data_set_1",
            "the number of its inputs is 0, wanted is 2")
        .add(
            "all inputs missing in the first sample",
            s -> s.remove(GoodSets.LEFT).remove(GoodSets.RIGHT),
            "test_data_set_0",
            "the number of its inputs is 0, wanted is 2")
        .add(
            "the output missing in one sample",
            s -> s.remove("test_data_set_1/output_0.pb"),
            "test_data_set_1",
            "the number of its outputs is 0, wanted is 1")
        .add(
            "the output missing in the first sample",
            s -> s.remove(GoodSets.JOINED),
            "test_data_set_0",
            "the number of its outputs is 0, wanted is 1")
        .add(
            "one input too many",
            s -> s.put("test_data_set_0/input_2.pb", s.bytes(GoodSets.RIGHT)),
            "test_data_set_0",
            "the number of its inputs is 3, wanted is 2")
        .add(
            "one place twice",
            s -> s.put("test_data_set_0/input_00.pb", Onnx.tensor("left", two, 8, 9)),
            "input_00.pb",
            "stands for the same place as input_0.pb")
        .add(
            "an empty sample",
            s -> s.folder("test_data_set_2"),
            "test_data_set_2",
            "holds neither input_0.pb nor output_0.pb")
        .add(
            "a folder called like a tensor",
            s -> s.folder(GoodSets.LEFT),
            GoodSets.LEFT,
            "is a folder, not a file")
        .add(
            "a pipe called like a tensor",
            s -> s.pipe(GoodSets.LEFT),
            "set",
            "'test_data_set_0/input_0.pb' is a pipe or a device")
        .add(
            "a link to nowhere",
            s -> s.link(GoodSets.LEFT, Path.of("nowhere.pb")),
            GoodSets.LEFT,
            "is missing")
        .add(
            "a link out of the set",
            s -> s.link(GoodSets.LEFT, Path.of("../../secret")),
            "set",
            "'test_data_set_0/input_0.pb' is a link out of the set")
        .add(
            "a sample that is a link out of the set",
            s ->
                s.link("test_data_set_2", Path.of("../outside"))
                    .beside("outside/input_0.pb", s.bytes(GoodSets.LEFT)),
            "set",
            "'test_data_set_2/input_0.pb' is a link out of the set")
        .add(
            "NaN that the model does not give",
            s ->
                s.put(
                    GoodSets.JOINED, Onnx.tensor("joined", List.of(1L, 5L), 1, 2, Float.NaN, 4, 5)),
            "set",
            "sample 'test_data_set_0'",
            "output 'joined' differs")
        .add(
            "infinity that the model does not give",
            s ->
                s.put(
                    GoodSets.JOINED,
                    Onnx.tensor("joined", List.of(1L, 5L), 1, 2, 3, 4, Float.NEGATIVE_INFINITY)),
            "set",
            "sample 'test_data_set_0'",
            "first at element 4")
        .add(
            "a stray tensor that is damaged",
            s -> s.put("test_data_set_0/output_0_old.pb", "x"),
            "output_0_old.pb",
            "not a tensor");
  }

  static SpoiledSets bareLayout() {
    return new SpoiledSets(GoodSets::bareLayout)
        .add(
            "NaN with no model to ask",
            s ->
                s.put(
                    GoodSets.JOINED, Onnx.tensor("joined", List.of(1L, 5L), 1, 2, Float.NaN, 4, 5)),
            "set",
            "'joined' in sample 'test_data_set_0' holds 1 NaN",
            "--model")
        .add(
            "another type than in the first sample",
            s ->
                s.put("test_data_set_1/input_0.pb", Onnx.numbers("left", List.of(1L, 2L), 1, 2))
                    .put("test_data_set_1/input_1.pb", s.bytes(GoodSets.RIGHT))
                    .put("test_data_set_1/output_0.pb", s.bytes(GoodSets.JOINED)),
            "test_data_set_1/input_0.pb",
            "in the first sample it is left float32[1, 2]")
        .add(
            "two inputs of one name",
            s -> s.put(GoodSets.RIGHT, Onnx.tensor("left", List.of(1L, 3L), 3, 4, 5)),
            "input_1.pb",
            "'left'",
            "input_0.pb");
  }
}
