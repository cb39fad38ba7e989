package dev.gantry.golden.manifest;

import dev.gantry.settings.Distinct;
import dev.gantry.settings.Either;
import dev.gantry.settings.Key;
import dev.gantry.settings.MayBeEmpty;
import dev.gantry.settings.Meaning;
import dev.gantry.settings.Omittable;
import dev.gantry.settings.Plain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code golden.yaml} says. */
public record GoldenManifest(
    @Meaning("the form of this file: " + SCHEMA) String schema,
    @Plain String name,
    String version,
    @Meaning("what the labels are for, for people") Optional<String> task,
    @Meaning("the classes in the order of the model's output")
        Optional<@Distinct List<String>> classes,
    @Meaning("what the model is fed; left out where it takes nothing") @Omittable
        Map<String, Input> inputs,
    @Meaning("what it gives; left out in a set without references, such as for calibration")
        @Omittable
        Map<String, Output> outputs,
    @Meaning("how outputs become answers") Optional<DecodingEntry> decoding,
    @Meaning("where the set comes from, for people") Optional<Map<String, String>> provenance,
    @Meaning("left out in a draft, the samples are the pictures of the folder") @Omittable
        List<SampleEntry> samples,
    @Meaning("a file with the samples, one JSON object a line, where there are thousands")
        Optional<Path> sampleIndex,
    @Meaning("the SHA-256 of every file of the set, by path; left out only in a draft") @Omittable
        Map<String, String> files,
    @Meaning("a file with the SHA-256 of all further files, as sha256sum writes it")
        Optional<Path> fileIndex,
    @Meaning("the SHA-256 of all lines before this last one, once every sample was opened")
        Optional<String> checked) {
  public static final String SCHEMA = "gantry.golden/1";
  public static final String FILE = "golden.yaml";

  /**
   * An input of the model: from each sample's picture, from each sample's own file, or from a row
   * of a stacked array.
   */
  @Either({"from", "npy"})
  public record Input(
      String type,
      @Meaning("left out for a single number") @Omittable List<Long> shape,
      @Meaning("image: the sample's picture; file: a file that the sample names")
          Optional<Origin> from,
      @Meaning("an .npy file with one row a sample") Optional<Path> npy,
      @Meaning("how a picture becomes a tensor") Optional<PreprocessingEntry> preprocessing) {}

  /** An output of the model, with the reference outputs of all samples. */
  public record Output(
      String type,
      @Meaning("left out for a single number") @Omittable List<Long> shape,
      @Meaning("an .npy file with one row a sample; left out where samples name their own files")
          Optional<Path> reference) {}

  /** One sample. */
  public record SampleEntry(
      String name,
      Optional<Path> image,
      @Meaning("the class of the sample") Optional<String> label,
      @Meaning("the things to be found; [] says that there are none")
          Optional<@MayBeEmpty List<BoxEntry>> boxes,
      @Meaning("a grey picture whose levels are the classes of the output's grid")
          Optional<Path> mask,
      @Meaning("the parts of the set that the sample belongs to") Optional<List<String>> slices,
      @Meaning("the sample's own files (.pb, .npy, .npz), by input") @Omittable
          Map<String, Path> inputs,
      @Meaning("the same for its reference outputs") @Omittable Map<String, Path> outputs) {
    /** The same with other files of reference outputs. */
    public SampleEntry withOutputs(Map<String, Path> others) {
      return new SampleEntry(name, image, label, boxes, mask, slices, inputs, others);
    }

    /** Whether anyone said what is there. */
    public boolean labelled() {
      return label.isPresent() || boxes.isPresent() || mask.isPresent();
    }
  }

  /** A thing in a picture: its class, and left, top, right, bottom in pixels of the picture. */
  public record BoxEntry(@Key("class") String kind, List<Double> box) {
    public BoxEntry {
      box = List.copyOf(box);
      boolean right =
          box.size() == 4
              && box.stream().allMatch(edge -> Double.isFinite(edge))
              && box.get(0) < box.get(2)
              && box.get(1) < box.get(3);
      if (!right) {
        throw new IllegalArgumentException(
            "a box is [left, top, right, bottom] with left < right and top < bottom, not " + box);
      }
    }
  }

  /** Where an input comes from, sample by sample. */
  public enum Origin {
    IMAGE("image"),
    FILE("file");

    private final String label;

    Origin(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }
}
