package dev.gantry.golden;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Sets that speak of files outside themselves, of no files, or of other bytes. */
final class MalformedPaths {
  private static final String NO_DIGEST = "sha256:" + "0".repeat(64);

  private MalformedPaths() {}

  static SpoiledSets paths() {
    return new SpoiledSets(GoodSets::classes)
        .add(
            "a name that climbs out",
            s -> s.change("image: a.png", "image: ../secret"),
            "golden.yaml",
            "'../secret' leads out of the set")
        .add(
            "an absolute name",
            s -> s.change("image: a.png", "image: /etc/hostname"),
            "golden.yaml",
            "'/etc/hostname' leads out of the set")
        .add(
            "a listed name that climbs out",
            s -> s.digest("../secret", NO_DIGEST),
            "golden.yaml",
            "'../secret' leads out of the set")
        .add(
            "a reference that climbs out",
            s -> s.change("reference: logits.npy", "reference: x/../../secret"),
            "golden.yaml",
            "leads out of the set")
        .add(
            "a link out",
            s -> s.link("a.png", Path.of("../secret")).digest("a.png", NO_DIGEST),
            "golden.yaml",
            "'a.png' is a link out of the set")
        .add(
            "a way out through a linked folder",
            s ->
                s.link("inner", Path.of("../outer/deep"))
                    .beside("outer/deep/x", "".getBytes(StandardCharsets.UTF_8))
                    .beside("outer/a.png", s.bytes("a.png"))
                    .change("image: a.png", "image: inner/../a.png")
                    .digest("inner/../a.png", NO_DIGEST),
            "golden.yaml",
            "'inner/../a.png' is a link out of the set")
        .add(
            "a link to nowhere",
            s -> s.link("a.png", Path.of("nowhere.png")).digest("a.png", NO_DIGEST),
            "a.png",
            "cannot be read")
        .add(
            "a link to itself",
            s -> s.link("a.png", Path.of("a.png")).digest("a.png", NO_DIGEST),
            "a.png",
            "cannot be read")
        .add(
            "a folder in the list",
            s -> s.folder("a.png").digest("a.png", NO_DIGEST),
            "a.png",
            "cannot be read")
        .add(
            "the set itself as a file",
            s -> s.change("image: a.png", "image: ."),
            "golden.yaml",
            "'.' leads out of the set")
        .add(
            "a pipe",
            s -> s.pipe("a.png").digest("a.png", NO_DIGEST),
            "golden.yaml",
            "'a.png' is a pipe or a device")
        .add(
            "a listed file missing",
            s -> s.digest("a.png", NO_DIGEST).remove("a.png"),
            "a.png",
            "cannot be read")
        .add(
            "a file that is not listed",
            s -> s.unlist("a.png"),
            "golden.yaml",
            "'a.png' is not in the list of files")
        .add(
            "a wrong digest",
            s -> s.digest("a.png", NO_DIGEST),
            "a.png",
            "is sha256:",
            "the manifest says sha256:000")
        .add(
            "a digest of another form",
            s -> s.digest("a.png", "md5:123"),
            "a.png",
            "is sha256:",
            "the manifest says md5:123")
        .add(
            "a digest in capitals",
            s -> s.digest("a.png", "sha256:" + "A".repeat(64)),
            "a.png",
            "is sha256:",
            "the manifest says sha256:AAAA")
        .add(
            "no list of files at all",
            s -> s.unlist("a.png").unlist("b.png").unlist("logits.npy"),
            "golden.yaml",
            "lists no files");
  }
}
