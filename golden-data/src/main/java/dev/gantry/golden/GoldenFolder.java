package dev.gantry.golden;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Tensor;
import dev.gantry.dossier.TensorSpec;
import dev.gantry.runner.tensor.TensorFileWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A golden set on disk whose every byte was checked; hands out one sample at a time. */
public final class GoldenFolder {
  private final Path folder;
  private final GoldenSet set;
  private final Optional<String> capturedFrom;
  private final List<Path> images;
  private final Map<String, Picture> pictures;
  private final Map<String, NpyFile> inputs;
  private final Map<String, NpyFile> references;

  GoldenFolder(
      Path folder,
      GoldenSet set,
      Optional<String> capturedFrom,
      List<Path> images,
      Map<String, Picture> pictures,
      Map<String, NpyFile> inputs,
      Map<String, NpyFile> references) {
    this.folder = folder;
    this.set = set;
    this.capturedFrom = capturedFrom;
    this.images = List.copyOf(images);
    this.pictures = Map.copyOf(pictures);
    this.inputs = Map.copyOf(inputs);
    this.references = Map.copyOf(references);
  }

  /** Refuses a set of which any byte is not what the manifest says, with all problems at once. */
  public static GoldenFolder open(Path folder) throws RefusedException {
    return new GoldenOpening(folder).open();
  }

  public GoldenSet set() {
    return set;
  }

  /** The digest of the model that gave the references, where the set says so. */
  public Optional<String> capturedFrom() {
    return capturedFrom;
  }

  public Path folder() {
    return folder;
  }

  /** What the model is fed for a sample. */
  public List<Tensor> inputs(int sample) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    for (TensorSpec spec : set.inputs()) {
      Picture picture = pictures.get(spec.name());
      tensors.add(
          picture == null
              ? row(spec, inputs, sample)
              : picture.read(folder.resolve(images.get(sample))));
    }
    return tensors;
  }

  /** What the fp32 model gave for a sample, in the order of the set's outputs. */
  public List<Tensor> references(int sample) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    for (TensorSpec spec : set.outputs()) {
      tensors.add(row(spec, references, sample));
    }
    return tensors;
  }

  /** All inputs in the form that the runner reads. */
  public void packInputs(Path file) throws IOException {
    pack(file, this::inputs);
  }

  /** All references in the same form. */
  public void packReferences(Path file) throws IOException {
    pack(file, this::references);
  }

  private void pack(Path file, Sampled sampled) throws IOException {
    try (TensorFileWriter writer = new TensorFileWriter(file, set.samples().size())) {
      for (int sample = 0; sample < set.samples().size(); sample++) {
        writer.write(sampled.at(sample));
      }
    }
  }

  private static Tensor row(TensorSpec spec, Map<String, NpyFile> arrays, int sample)
      throws IOException {
    NpyFile array = arrays.get(spec.name());
    if (array == null) {
      throw new IOException("no array for " + spec);
    }
    ByteBuffer bytes = array.row(sample);
    return new Tensor(spec, bytes);
  }

  private interface Sampled {
    List<Tensor> at(int sample) throws IOException;
  }
}
