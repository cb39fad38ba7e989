package dev.gantry.dossier;

import dev.gantry.dossier.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Samples that are proven to be the right bytes; the digest covers every file of the set. */
public record GoldenSet(
    String name,
    String version,
    Digest digest,
    List<String> classes,
    Optional<Decoding> decoding,
    List<TensorSpec> inputs,
    List<TensorSpec> outputs,
    List<Sample> samples) {
  public GoldenSet {
    PlainName.require("golden set", name);
    classes = List.copyOf(classes);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    samples = List.copyOf(samples);
  }

  /** One labelled input of the set. */
  public record Sample(String name, Optional<String> label, List<String> slices) {
    public Sample {
      slices = List.copyOf(slices);
    }
  }

  public SortedSet<String> slices() {
    SortedSet<String> names = new TreeSet<>();
    samples.forEach(sample -> names.addAll(sample.slices()));
    return names;
  }
}
