package dev.gantry.golden;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Sets whose lists lie in files of their own, with one thing spoiled. */
final class MalformedIndexes {
  private static final String NO_DIGEST = "sha256:" + "0".repeat(64);

  private MalformedIndexes() {}

  static SpoiledSets indexed() {
    return new SpoiledSets(GoodSets::indexed)
        .add(
            "the index of samples missing",
            s -> s.remove("samples.jsonl").digest("samples.jsonl", NO_DIGEST),
            "samples.jsonl",
            "there is no such file")
        .add(
            "the list of digests missing",
            s -> s.change("file-index: SHA256SUMS", "file-index: SUMS"),
            "SUMS",
            "there is no such file")
        .add(
            "an index of samples outside",
            s -> s.change("samples.jsonl", "../secret"),
            "golden.yaml",
            "sample-index '../secret' leads out of the set")
        .add(
            "a list of digests outside",
            s -> s.change("SHA256SUMS", "../secret"),
            "golden.yaml",
            "file-index '../secret' leads out of the set")
        .add(
            "an index of samples that is a link out",
            s -> s.link("samples.jsonl", Path.of("../secret")).digest("samples.jsonl", NO_DIGEST),
            "golden.yaml",
            "link out of the set")
        .add(
            "an index of samples that is not listed",
            s -> s.unlist("samples.jsonl"),
            "golden.yaml",
            "'samples.jsonl' is not in the list of files")
        .add(
            "a list of digests that is not listed",
            s -> s.unlist("SHA256SUMS"),
            "golden.yaml",
            "'SHA256SUMS' is not in the list of files")
        .add(
            "a changed list of digests",
            s -> s.digest("SHA256SUMS", NO_DIGEST),
            "SHA256SUMS",
            "the manifest says sha256:000")
        .add(
            "a changed index of samples",
            s -> s.digest("samples.jsonl", NO_DIGEST),
            "samples.jsonl",
            "the manifest says sha256:000")
        .add(
            "an index that is a folder",
            s -> s.folder("samples.jsonl").digest("samples.jsonl", NO_DIGEST),
            "samples.jsonl",
            "is a folder or a pipe")
        .add(
            "an index that is a pipe",
            s -> s.pipe("samples.jsonl").digest("samples.jsonl", NO_DIGEST),
            "samples.jsonl",
            "is a folder or a pipe")
        .add(
            "a list of digests that is a pipe",
            s -> s.pipe("SHA256SUMS").digest("SHA256SUMS", NO_DIGEST),
            "SHA256SUMS",
            "is a folder or a pipe")
        .add(
            "a line that is no JSON",
            s -> s.put("samples.jsonl", "{\"name\": \"one\"}\nname: two\n"),
            "samples.jsonl",
            ":2: this line is not one JSON object")
        .add(
            "a line with two objects",
            s -> s.put("samples.jsonl", "{\"name\": \"one\"} {\"name\": \"two\"}\n"),
            "samples.jsonl",
            ":1: this line is not one JSON object")
        .add(
            "a key twice in a line",
            s -> s.put("samples.jsonl", "{\"name\": \"one\", \"name\": \"two\"}\n"),
            "samples.jsonl",
            ":1: this line is not one JSON object: it has a key twice")
        .add(
            "an unknown key in a line",
            s ->
                s.put("samples.jsonl", "{\"name\": \"one\"}\n{\"name\": \"two\", \"colour\": 1}\n"),
            "samples.jsonl",
            ":2: the key 'colour' is not known")
        .add(
            "a line of 2 MiB",
            s -> s.put("samples.jsonl", "{\"name\": \"" + "a".repeat(2 << 20) + "\"}\n"),
            "samples.jsonl",
            ":1: this line is longer than 1 MiB")
        .add(
            "a line that is nested deep",
            s -> s.put("samples.jsonl", "[".repeat(100_000)),
            "samples.jsonl",
            ":1: this line is not one JSON object")
        .add(
            "a number without end in a line",
            s -> s.put("samples.jsonl", "{\"name\": \"one\", \"label\": " + "9".repeat(5000) + "}"),
            "samples.jsonl",
            ":1: this line is not one JSON object")
        .add(
            "an empty index",
            s -> s.put("samples.jsonl", "\n\n"),
            "samples.jsonl",
            "holds no sample")
        .add(
            "an index in another encoding",
            s ->
                s.put(
                    "samples.jsonl",
                    "{\"name\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)),
            "samples.jsonl",
            "is not UTF-8")
        .add(
            "samples in both places",
            s ->
                s.change(
                    "sample-index: samples.jsonl",
                    "sample-index: samples.jsonl\nsamples: [{ name: one }]"),
            "golden.yaml",
            "has both samples and a sample-index")
        .add(
            "a name twice over",
            s -> s.put("samples.jsonl", "{\"name\": \"one\"}\n{\"name\": \"one\"}\n"),
            "golden.yaml",
            "two samples are named 'one'")
        .add(
            "a foreign list of digests",
            s -> s.put("SHA256SUMS", "MD5 (x.npy) = 123\n"),
            "SHA256SUMS",
            ":1: this is not a line of sha256sum")
        .add(
            "a file twice in the list",
            s -> s.put("SHA256SUMS", ("0".repeat(64) + "  x.npy\n").repeat(2)),
            "SHA256SUMS",
            ":2: 'x.npy' stands twice")
        .add(
            "a list of 3 GiB without a line end",
            s -> s.hole("SHA256SUMS", 3L << 30).digest("SHA256SUMS", NO_DIGEST),
            "SHA256SUMS",
            ":1: this is not a line of sha256sum")
        .add(
            "a file with two digests",
            s -> s.put("SHA256SUMS", "0".repeat(64) + "  samples.jsonl\n"),
            "SHA256SUMS",
            "'samples.jsonl' has another digest in golden.yaml")
        .add(
            "a listed name that climbs out",
            s -> s.put("SHA256SUMS", "0".repeat(64) + "  ../secret\n"),
            "golden.yaml",
            "'../secret' leads out of the set");
  }
}
