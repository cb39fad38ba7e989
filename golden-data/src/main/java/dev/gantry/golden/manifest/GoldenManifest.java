package dev.gantry.golden.manifest;

import dev.gantry.settings.key.DistinctItems;
import dev.gantry.settings.key.ExactlyOneOf;
import dev.gantry.settings.key.FileKey;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.MayBeEmpty;
import dev.gantry.settings.key.OptionalList;
import dev.gantry.settings.key.PlainText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds the contents of {@code golden.yaml}. */
public record GoldenManifest(
    @KeyMeaning("the form of this file: " + SCHEMA) String schema,
    @PlainText String name,
    String version,
    @KeyMeaning("what the labels are for, for people") Optional<String> task,
    @KeyMeaning("the classes in the order of the model's output")
        Optional<@DistinctItems List<String>> classes,
    @KeyMeaning("what the model is fed; left out where it takes nothing") @OptionalList
        Map<String, Input> inputs,
    @KeyMeaning("what it gives; left out in a set without references, such as for calibration")
        @OptionalList
        Map<String, Output> outputs,
    @KeyMeaning("how outputs become answers") Optional<DecodingEntry> decoding,
    @KeyMeaning("where the set comes from, for people") Optional<Map<String, String>> provenance,
    @KeyMeaning("left out in a draft, the samples are the pictures of the folder") @OptionalList
        List<SampleEntry> samples,
    @KeyMeaning("a file with the samples, one JSON object a line, where there are thousands")
        Optional<Path> sampleIndex,
    @KeyMeaning("the SHA-256 of every file of the set, by path; left out only in a draft")
        @OptionalList
        Map<String, String> files,
    @KeyMeaning("a file with the SHA-256 of all further files, as sha256sum writes it")
        Optional<Path> fileIndex,
    @KeyMeaning("the SHA-256 of all lines before this last one, once every sample was opened")
        Optional<String> checked) {
  public static final String SCHEMA = "gantry.golden/1";
  public static final String FILE = "golden.yaml";

  /**
   * An input of the model: from each sample's picture, from each sample's own file, or from a row
   * of a stacked array.
   */
  @ExactlyOneOf({"from", "npy"})
  public record Input(
      String type,
      @KeyMeaning("left out for a single number") @OptionalList List<Long> shape,
      @KeyMeaning("image: the sample's picture; file: a file that the sample names")
          Optional<Origin> from,
      @KeyMeaning("an .npy file with one row a sample") Optional<Path> npy,
      @KeyMeaning("how a picture becomes a tensor") Optional<PreprocessingEntry> preprocessing) {}

  /** An output of the model, with the reference outputs of all samples. */
  public record Output(
      String type,
      @KeyMeaning("left out for a single number") @OptionalList List<Long> shape,
      @KeyMeaning("an .npy file with one row a sample; left out where samples name their own files")
          Optional<Path> reference) {}

  /** One sample. */
  public record SampleEntry(
      String name,
      Optional<Path> image,
      @KeyMeaning("the class of the sample") Optional<String> label,
      @KeyMeaning("the things to be found; [] says that there are none")
          Optional<@MayBeEmpty List<BoxEntry>> boxes,
      @KeyMeaning("a grey picture whose levels are the classes of the output's grid")
          Optional<Path> mask,
      @KeyMeaning("the parts of the set that the sample belongs to") Optional<List<String>> slices,
      @KeyMeaning("the sample's own files (.pb, .npy, .npz), by input") @OptionalList
          Map<String, Path> inputs,
      @KeyMeaning("the same for its reference outputs") @OptionalList Map<String, Path> outputs) {
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
  public record BoxEntry(@FileKey("class") String kind, List<Double> box) {
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

  /** Names the source of an input for each sample: the sample's picture, or a file of its own. */
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
