package dev.gantry.golden;

import java.util.List;

/** Arrays and tensors that are not what the manifest says. */
final class MalformedTensors {
  private MalformedTensors() {}

  static SpoiledSets arrays() {
    return new SpoiledSets(GoodSets::classes)
        .add(
            "NaN in a reference",
            s -> s.put("logits.npy", GoodSets.npy("<f4", "(2, 2)", 1, 2, Float.NaN, 4)),
            "set",
            "'logits' in sample 'two' holds 1 NaN and 0 infinite")
        .add("an empty array", s -> s.put("logits.npy", ""), "logits.npy", "")
        .add(
            "an array cut short",
            s -> s.cut("logits.npy", 130),
            "logits.npy",
            "has 130 bytes where its shape [2, 2] of float32 needs")
        .add(
            "one row too few",
            s -> s.put("logits.npy", GoodSets.npy("<f4", "(1, 2)", 1, 2)),
            "logits.npy",
            "holds 1 rows",
            "needs 2 rows")
        .add(
            "rows of another shape",
            s -> s.put("logits.npy", GoodSets.npy("<f4", "(2, 3)", 1, 2, 3, 4, 5, 6)),
            "logits.npy",
            "holds 2 rows of 3 float32")
        .add(
            "another type",
            s -> s.put("logits.npy", GoodSets.npy("<i4", "(2, 2)", 1, 2, 3, 4)),
            "logits.npy",
            "int32")
        .add(
            "160 GB claimed",
            s -> s.put("logits.npy", GoodSets.npy("<f4", "(2, 200000, 200000)", 1, 2)),
            "logits.npy",
            "needs 320000000")
        .add(
            "the other byte order",
            s -> s.put("logits.npy", GoodSets.npy(">f4", "(2, 2)", 1, 2, 3, 4)),
            "logits.npy",
            ">f4")
        .add(
            "an object array",
            s -> s.put("logits.npy", GoodSets.npy("|O", "(2, 2)", 1, 2, 3, 4)),
            "logits.npy",
            "|O")
        .add(
            "a negative side declared",
            s -> s.change("shape: [1, 2]", "shape: [1, -2]"),
            "golden.yaml",
            "float32[1, -2]");
  }

  static SpoiledSets tensors() {
    return new SpoiledSets(GoodSets::tensors)
        .add(
            "a picture beside the tensors that is none",
            s -> s.change("name: one,", "name: one, image: a.png,").put("a.png", "garbage"),
            "a.png",
            "is not a picture")
        .add(
            "a sample without its input",
            s -> s.change("left: in/1.npy, ", ""),
            "golden.yaml",
            "sample 'two' names no file for left")
        .add(
            "a sample without its reference",
            s -> s.change(", outputs: { joined: out/1.pb }", ""),
            "golden.yaml",
            "sample 'two' names no file for joined")
        .add(
            "an archive without the array",
            s -> s.put("in/0.npz", GoodSets.npz("other", GoodSets.npy("<f4", "(1, 2)", 1, 2))),
            "in/0.npz",
            "left",
            "other")
        .add("an archive that is none", s -> s.put("in/0.npz", "PK"), "in/0.npz", "")
        .add(
            "a tensor of another type",
            s -> s.put("in/1.npy", GoodSets.npy("<i4", "(1, 2)", 1, 2)),
            "in/1.npy",
            "holds",
            "int32",
            "wanted is left float32[1, 2]")
        .add(
            "a tensor of another shape",
            s -> s.put("in/0.npz", GoodSets.npz("left", GoodSets.npy("<f4", "(1, 3)", 1, 2, 3))),
            "in/0.npz",
            "float32[1, 3]")
        .add(
            "a tensor that bears another's name",
            s -> s.put("out/0.pb", Onnx.tensor("left", List.of(1L, 5L), 1, 2, 3, 4, 5)),
            "out/0.pb",
            "holds tensor 'left' where 'joined' belongs")
        .add(
            "infinity in a reference",
            s ->
                s.put(
                    "out/0.pb",
                    Onnx.tensor("joined", List.of(1L, 5L), 1, 2, 3, 4, Float.POSITIVE_INFINITY)),
            "set",
            "0 NaN and 1 infinite")
        .add(
            "a file of no known form",
            s -> s.change("in/0.npz", "in/0.txt").put("in/0.txt", "1 2"),
            "in/0.txt",
            "is no .pb, .npy or .npz file")
        .add(
            "a file for an input that is not there",
            s -> s.change("left: in/1.npy,", "left: in/1.npy, middle: in/1.npy,"),
            "golden.yaml",
            "sample 'two'",
            "'middle'")
        .add("a tensor cut short", s -> s.cut("out/0.pb", 20), "out/0.pb", "cut off");
  }
}
