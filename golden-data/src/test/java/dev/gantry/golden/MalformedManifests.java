package dev.gantry.golden;

/** Manifests and samples that do not hold together. */
final class MalformedManifests {
  private MalformedManifests() {}

  static SpoiledSets manifest() {
    return new SpoiledSets(GoodSets::classes)
        .add("an empty manifest", s -> s.manifest("\n"), "golden.yaml", "is empty")
        .add(
            "a later schema",
            s -> s.change("gantry.golden/1", "gantry.golden/2"),
            "golden.yaml",
            "this version reads gantry.golden/1")
        .add(
            "an unknown key",
            s -> s.change("version: 1", "version: 1\nflavour: 1"),
            "golden.yaml",
            "'flavour' is not known")
        .add(
            "a key twice",
            s -> s.change("version: 1", "version: 1\nversion: 2"),
            "golden.yaml",
            "'version' stands twice")
        .add("a name with a slash", s -> s.change("name: small", "name: a/b"), "golden.yaml", "a/b")
        .add(
            "an alias bomb",
            s -> s.manifest("a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"),
            "golden.yaml",
            "the alias '*a' is not followed")
        .add(
            "a thousand brackets",
            s -> s.manifest("[".repeat(100_000)),
            "golden.yaml",
            "nested more than 32 deep")
        .add(
            "5 MiB of manifest",
            s -> s.manifest("# ".repeat(2_600_000)),
            "golden.yaml",
            "larger than 4 MiB")
        .add(
            "bytes that are no text",
            s -> s.manifest("name: a\u0000b"),
            "golden.yaml",
            "zero bytes")
        .add("a manifest that is a list", s -> s.manifest("- a\n"), "golden.yaml", "is a list")
        .add(
            "a classifier that reads another output",
            s -> s.change("kind: classes, output: logits", "kind: classes, output: scores"),
            "golden.yaml",
            "reads output 'scores'",
            "[logits]")
        .add(
            "a decoding with keys of another kind",
            s -> s.change("output: logits }", "output: logits, ignore: 3 }"),
            "golden.yaml",
            "only a class-map has a level to ignore")
        .add(
            "one class too many",
            s -> s.change("[clear, person]", "[clear, person, cow]"),
            "golden.yaml",
            "has not one score for each of 3 classes")
        .add(
            "a class twice",
            s ->
                s.change("[clear, person]", "[clear, clear]")
                    .change("label: person", "label: clear"),
            "golden.yaml",
            "'clear'",
            "twice")
        .add(
            "an output of 16 EiB read as classes",
            s ->
                s.change("shape: [1, 2], reference: logits.npy", "shape: [4611686018427387904, 4]")
                    .change("label: clear", "outputs: { logits: logits.npy }, label: clear")
                    .change("label: person", "outputs: { logits: logits.npy }, label: person"),
            "golden.yaml",
            "[4611686018427387904, 4] has not one score for each of 2 classes")
        .add(
            "an input of 640 GB from pictures",
            s -> s.change("[1, 3, 2, 3]", "[1, 3, 200000, 200000]"),
            "golden.yaml",
            "larger than any picture")
        .add(
            "an input of 768 MB stretched from pictures",
            s ->
                s.change("[1, 3, 2, 3]", "[1, 3, 8000, 8000]")
                    .change("colour: rgb", "colour: rgb, fit: stretch"),
            "a.png",
            "becomes image float32[1, 3, 8000, 8000], 732.4 MiB")
        .add(
            "a type that does not exist",
            s -> s.change("type: float32, shape: [1, 2]", "type: float33, shape: [1, 2]"),
            "golden.yaml",
            "float33");
  }

  static SpoiledSets samples() {
    return new SpoiledSets(GoodSets::classes)
        .add(
            "two samples of one name",
            s -> s.change("name: two", "name: one"),
            "golden.yaml",
            "two samples are named 'one'")
        .add(
            "no samples",
            s -> s.manifest("schema: gantry.golden/1\nname: a\nversion: 1\nsamples: []\n"),
            "golden.yaml",
            "samples is an empty list")
        .add(
            "a label that is no class",
            s -> s.change("label: person", "label: cow"),
            "golden.yaml",
            "'cow'",
            "[clear, person]")
        .add(
            "a slice with a slash",
            s -> s.change("[night]", "[night/rain]"),
            "golden.yaml",
            "'night/rain'")
        .add(
            "a sample without a picture",
            s -> s.change("image: b.png, ", ""),
            "golden.yaml",
            "sample 'two' names no picture")
        .add(
            "boxes in a classifier",
            s -> s.change("label: person", "boxes: [{ class: person, box: [0, 0, 1, 1] }]"),
            "golden.yaml",
            "sample 'two' has boxes")
        .add(
            "no name",
            s -> s.change("name: two, ", ""),
            "golden.yaml",
            "'name' is missing in samples[1]")
        .add(
            "an unknown key",
            s -> s.change("label: person", "lable: person"),
            "golden.yaml",
            "'lable' is not known",
            "label");
  }
}
