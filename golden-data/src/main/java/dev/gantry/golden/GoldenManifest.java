package dev.gantry.golden;

import dev.gantry.settings.Meaning;
import dev.gantry.settings.Plain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code golden.yaml} says. */
record GoldenManifest(
    @Meaning("the form of this file: " + SCHEMA) String schema,
    @Plain String name,
    String version,
    @Meaning("what the labels are for, such as classification") Optional<String> task,
    @Meaning("the classes in the order of the model's output") Optional<List<String>> classes,
    Map<String, Input> inputs,
    Map<String, Output> outputs,
    @Meaning("where the set comes from, for people") Optional<Map<String, String>> provenance,
    List<SampleEntry> samples,
    @Meaning("the SHA-256 of every file of the set, by path") Map<String, String> files) {
  static final String SCHEMA = "gantry.golden/1";
  static final String FILE = "golden.yaml";

  /** An input of the model: from each sample's picture, or from a row of a stacked array. */
  record Input(
      String type,
      List<Long> shape,
      @Meaning("image, for pictures named by the samples") Optional<String> from,
      @Meaning("an .npy file with one row a sample") Optional<Path> npy,
      Optional<Preprocessing> preprocessing) {}

  /** How a picture becomes a tensor: (pixel - mean) * scale for each channel, in float32. */
  record Preprocessing(String colour, String layout, List<Double> mean, List<Double> scale) {}

  /** An output of the model, with the reference outputs of all samples stacked in a file. */
  record Output(String type, List<Long> shape, Path reference) {}

  /** One sample. */
  record SampleEntry(
      String name, Optional<Path> image, Optional<String> label, Optional<List<String>> slices) {}
}
