package dev.gantry.golden.make;

import dev.gantry.dossier.PlainName;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.files.FileDigest;
import dev.gantry.golden.DamagedFileException;
import dev.gantry.golden.ModelSpecs;
import dev.gantry.golden.array.NpyWriter;
import dev.gantry.golden.array.PbFile;
import dev.gantry.golden.manifest.GoldenManifest.Output;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import dev.gantry.golden.work.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The reference outputs of a set as they are written, sample after sample: stacked in one array an
 * output where the model fixes its shape, in a file a sample where it does not.
 */
final class ReferenceWriter implements AutoCloseable {
  private static final String FOLDER = "reference";

  private final Path folder;
  private final Path model;
  private final List<TensorSpec> declared;
  private final List<SampleEntry> samples;
  private final Map<String, NpyWriter> stacked = new HashMap<>();
  private final Map<String, List<Long>> shapes = new LinkedHashMap<>();
  private final List<SampleEntry> written = new ArrayList<>();
  private final List<String> files = new ArrayList<>();
  private final Map<String, String> digests = new ConcurrentHashMap<>();

  private ReferenceWriter(Path folder, ModelSpecs model, List<SampleEntry> samples) {
    this.folder = folder;
    this.model = model.model();
    this.declared = model.outputs();
    this.samples = samples;
  }

  static ReferenceWriter in(Path folder, ModelSpecs model, List<SampleEntry> samples)
      throws IOException {
    ReferenceWriter references = new ReferenceWriter(folder, model, samples);
    Files.createDirectories(folder.resolve(FOLDER));
    for (int place = 0; place < model.outputs().size(); place++) {
      TensorSpec spec = model.outputs().get(place);
      if (isFixed(spec)) {
        String name = array(spec, place);
        references.stacked.put(
            spec.name(),
            NpyWriter.stacked(folder.resolve(name), spec.type(), spec.shape(), samples.size()));
      }
    }
    return references;
  }

  private static String array(TensorSpec spec, int place) {
    String name = PlainName.isPlain(spec.name()) ? spec.name() : String.valueOf(place);
    return FOLDER + "/" + name + ".npy";
  }

  private static boolean isFixed(TensorSpec spec) {
    // No shape at all may also mean that the model does not say.
    return !spec.shape().isEmpty() && spec.shape().stream().allMatch(extent -> extent >= 0);
  }

  void add(int sample, List<Tensor> answer) throws IOException {
    Map<String, Path> own = new LinkedHashMap<>();
    for (int place = 0; place < answer.size(); place++) {
      Tensor output = answer.get(place);
      requireRank(output, samples.get(sample).name());
      shapes.merge(output.name(), output.spec().shape(), ReferenceWriter::common);
      NpyWriter array = stacked.get(output.name());
      if (array != null) {
        array.add(output);
      } else {
        String name = "%s/%06d/%d.pb".formatted(FOLDER, sample, place);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        PbFile.write(file, output);
        files.add(name);
        own.put(output.name(), Path.of(name));
      }
    }
    written.add(samples.get(sample).withOutputs(own));
  }

  /** A manifest gives each output one rank, so that another could not be read again. */
  private void requireRank(Tensor output, String sample) throws DamagedFileException {
    List<Long> before = shapes.getOrDefault(output.name(), output.spec().shape());
    if (before.size() != output.spec().shape().size()) {
      throw new DamagedFileException(
          model,
          "gives "
              + output.spec()
              + " for sample '"
              + sample
              + "', and shape "
              + before
              + " for others",
          "keep samples of one rank in one set");
    }
  }

  private static List<Long> common(List<Long> one, List<Long> other) {
    List<Long> common = new ArrayList<>(one);
    for (int axis = 0; axis < Math.min(one.size(), other.size()); axis++) {
      if (!one.get(axis).equals(other.get(axis))) {
        common.set(axis, -1L);
      }
    }
    return common;
  }

  /** Every sample was added; fails where one is missing. */
  void finish(Workers workers) throws IOException {
    for (int place = 0; place < declared.size(); place++) {
      NpyWriter array = stacked.remove(declared.get(place).name());
      if (array != null) {
        array.close();
        digests.put(array(declared.get(place), place), array.digest().toString());
      }
    }
    workers.each(
        files.size(),
        index -> {
          String file = files.get(index);
          digests.put(file, FileDigest.of(folder.resolve(file)).toString());
        });
  }

  Map<String, Output> outputs() {
    Map<String, Output> outputs = new LinkedHashMap<>();
    for (int place = 0; place < declared.size(); place++) {
      TensorSpec spec = declared.get(place);
      Optional<Path> array =
          isFixed(spec) ? Optional.of(Path.of(array(spec, place))) : Optional.empty();
      List<Long> shape = shapes.getOrDefault(spec.name(), spec.shape());
      outputs.put(spec.name(), new Output(spec.type().toString(), shape, array));
    }
    return outputs;
  }

  List<SampleEntry> samples() {
    return written;
  }

  /** By path, of all files that were written. */
  Map<String, String> digests() {
    return digests;
  }

  @Override
  public void close() {
    for (NpyWriter array : stacked.values()) {
      try {
        array.close();
      } catch (IOException e) {
        // It is unfinished, which is why it complains; the folder goes away with it.
      }
    }
  }
}
