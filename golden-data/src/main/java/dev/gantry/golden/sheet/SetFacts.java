package dev.gantry.golden.sheet;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.golden.score.ScoreTable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds what there is to know of a set without looking at a sample.
 *
 * @param decoding in words
 * @param unit what the classes are counted in, in the singular
 * @param balance how much of each class is labelled, in the order of the classes
 * @param quality of the references, where labels and decoding allow it
 * @param unscored why they were not scored, otherwise
 * @param disagreeing samples for which references and labels differ, the worst first
 */
public record SetFacts(
    GoldenSet set,
    Map<String, String> provenance,
    List<TensorFacts> inputs,
    List<TensorFacts> outputs,
    String decoding,
    String unit,
    List<Long> balance,
    List<SliceFacts> slices,
    Optional<ScoreTable> quality,
    Optional<String> unscored,
    List<Integer> disagreeing) {
  public SetFacts {
    provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    balance = List.copyOf(balance);
    slices = List.copyOf(slices);
    disagreeing = List.copyOf(disagreeing);
  }

  /** One slice: its samples, and how much of each class is labelled there. */
  public record SliceFacts(String name, int samples, List<Long> balance) {
    public SliceFacts {
      balance = List.copyOf(balance);
    }
  }
}
