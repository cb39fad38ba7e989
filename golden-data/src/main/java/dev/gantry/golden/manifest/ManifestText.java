package dev.gantry.golden.manifest;

import dev.gantry.golden.manifest.GoldenManifest.Input;
import dev.gantry.golden.manifest.GoldenManifest.Output;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a manifest for people to read and for readers to take in again. The lists of a large set
 * go into files of their own.
 */
public final class ManifestText {
  public static final String SAMPLE_INDEX = "samples.jsonl";
  public static final String FILE_INDEX = "SHA256SUMS";
  private static final int MOST_INLINE = 2_000;
  // A manifest is read up to 4 MiB; there are other lines in it, and a letter may take three bytes.
  private static final long MOST_LETTERS = 1_000_000;

  private final GoldenManifest manifest;

  /** The lists of this one are not written: they are given with {@link #write}. */
  public ManifestText(GoldenManifest manifest) {
    this.manifest = manifest;
  }

  /** Whether such a set has its lists in files of their own. */
  public static boolean indexed(List<SampleEntry> samples, SortedMap<String, String> digests) {
    return samples.size() > MOST_INLINE
        || digests.containsKey(SAMPLE_INDEX)
        || samples.stream().mapToLong(sample -> FlowStyleText.json(fields(sample)).length()).sum()
                + digests.keySet().stream().mapToLong(name -> name.length() + 80L).sum()
            > MOST_LETTERS;
  }

  /** The index of samples, to be written before the digests are taken. */
  public static void writeSamples(Path folder, List<SampleEntry> samples) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve(SAMPLE_INDEX))) {
      for (SampleEntry sample : samples) {
        writer.write(FlowStyleText.json(fields(sample)));
        writer.write('\n');
      }
    }
  }

  /**
   * @param digests of all files of the set; those of an index are in the manifest itself
   * @param digestOf gives the digest of the index that this writes
   */
  public void write(
      Path folder, List<SampleEntry> samples, SortedMap<String, String> digests, Digests digestOf)
      throws IOException {
    boolean indexed = indexed(samples, digests);
    SortedMap<String, String> inline = new TreeMap<>(digests);
    if (indexed) {
      inline.keySet().retainAll(List.of(SAMPLE_INDEX));
      SortedMap<String, String> others = new TreeMap<>(digests);
      others.remove(SAMPLE_INDEX);
      DigestList.write(folder.resolve(FILE_INDEX), others);
      inline.put(FILE_INDEX, digestOf.of(folder.resolve(FILE_INDEX)));
    }
    try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve(GoldenManifest.FILE))) {
      writer.write(head());
      if (indexed) {
        writer.write("sample-index: " + SAMPLE_INDEX + "\n");
      } else {
        writer.write("samples:\n");
        for (SampleEntry sample : samples) {
          writer.write("  - " + FlowStyleText.yaml(fields(sample)) + "\n");
        }
      }
      writer.write("files:\n");
      for (Map.Entry<String, String> entry : inline.entrySet()) {
        writer.write("  " + FlowStyleText.yaml(entry.getKey()) + ": " + entry.getValue() + "\n");
      }
      if (indexed) {
        writer.write("file-index: " + FILE_INDEX + "\n");
      }
    }
  }

  /** Takes the digest of a file. */
  public interface Digests {
    String of(Path file) throws IOException;
  }

  private String head() {
    StringBuilder text = new StringBuilder();
    line(text, "schema", GoldenManifest.SCHEMA);
    line(text, "name", manifest.name());
    line(text, "version", manifest.version());
    manifest.task().ifPresent(task -> line(text, "task", task));
    manifest.classes().ifPresent(classes -> line(text, "classes", classes));
    if (!manifest.inputs().isEmpty()) {
      text.append("inputs:\n");
      manifest.inputs().forEach((name, input) -> entry(text, name, fields(input)));
    }
    if (!manifest.outputs().isEmpty()) {
      text.append("outputs:\n");
      manifest.outputs().forEach((name, output) -> entry(text, name, fields(output)));
    }
    manifest.decoding().ifPresent(decoding -> line(text, "decoding", fields(decoding)));
    manifest.provenance().ifPresent(origin -> line(text, "provenance", new TreeMap<>(origin)));
    return text.toString();
  }

  private static void line(StringBuilder text, String key, Object value) {
    text.append(key).append(": ").append(FlowStyleText.yaml(value)).append('\n');
  }

  private static void entry(StringBuilder text, String name, Map<String, Object> fields) {
    text.append("  ")
        .append(FlowStyleText.yaml(name))
        .append(": ")
        .append(FlowStyleText.yaml(fields))
        .append('\n');
  }

  private static Map<String, Object> fields(Input input) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", input.type());
    putUnlessEmpty(fields, "shape", input.shape());
    put(fields, "from", input.from());
    put(fields, "npy", input.npy().map(ManifestText::path));
    put(fields, "preprocessing", input.preprocessing().map(ManifestText::fields));
    return fields;
  }

  private static Map<String, Object> fields(Output output) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", output.type());
    putUnlessEmpty(fields, "shape", output.shape());
    put(fields, "reference", output.reference().map(ManifestText::path));
    return fields;
  }

  private static Map<String, Object> fields(PreprocessingEntry how) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("colour", how.colour());
    fields.put("layout", how.layout());
    put(fields, "fit", how.fit());
    put(fields, "anchor", how.anchor());
    put(fields, "pad", how.pad());
    put(fields, "interpolation", how.interpolation());
    fields.put("mean", how.mean());
    fields.put("scale", how.scale());
    return fields;
  }

  private static Map<String, Object> fields(DecodingEntry decoding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", decoding.kind());
    fields.put("output", decoding.output());
    put(fields, "ignore", decoding.ignore());
    put(fields, "box", decoding.box());
    putUnlessEmpty(fields, "strides", decoding.strides());
    putUnlessEmpty(fields, "anchors", decoding.anchors());
    put(fields, "scores", decoding.scores());
    put(fields, "score", decoding.score());
    put(fields, "activation", decoding.activation());
    put(fields, "background", decoding.background());
    put(fields, "score-threshold", decoding.scoreThreshold());
    put(fields, "nms-iou", decoding.nmsIou());
    return fields;
  }

  private static Map<String, Object> fields(SampleEntry sample) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", sample.name());
    put(fields, "image", sample.image().map(ManifestText::path));
    put(fields, "label", sample.label());
    put(
        fields,
        "boxes",
        sample
            .boxes()
            .map(
                boxes ->
                    boxes.stream()
                        .map(box -> ordered("class", box.kind(), "box", box.box()))
                        .toList()));
    put(fields, "mask", sample.mask().map(ManifestText::path));
    put(fields, "slices", sample.slices());
    paths(fields, "inputs", sample.inputs());
    paths(fields, "outputs", sample.outputs());
    return fields;
  }

  private static Map<String, Object> ordered(
      String first, Object one, String second, Object other) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(first, one);
    fields.put(second, other);
    return fields;
  }

  private static void paths(Map<String, Object> fields, String key, Map<String, Path> paths) {
    if (!paths.isEmpty()) {
      Map<String, Object> written = new LinkedHashMap<>();
      paths.forEach((name, path) -> written.put(name, path(path)));
      fields.put(key, written);
    }
  }

  private static String path(Path path) {
    return path.toString().replace(File.separatorChar, '/');
  }

  private static void put(Map<String, Object> fields, String key, Optional<?> value) {
    value.ifPresent(held -> fields.put(key, held));
  }

  private static void putUnlessEmpty(Map<String, Object> fields, String key, List<?> list) {
    if (!list.isEmpty()) {
      fields.put(key, list);
    }
  }
}
