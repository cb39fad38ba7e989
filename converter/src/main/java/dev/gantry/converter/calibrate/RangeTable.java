package dev.gantry.converter.calibrate;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ranges of the tensors of one graph.
 *
 * @param model the graph that was run
 * @param samples how many samples the ranges come from
 */
public record RangeTable(Digest model, int samples, SortedMap<String, TensorRange> ranges) {
  private static final int FEW = 8;

  public RangeTable {
    ranges = Collections.unmodifiableSortedMap(new TreeMap<>(ranges));
    if (samples < 1) {
      throw new IllegalArgumentException("ranges from " + samples + " samples");
    }
  }

  public Optional<TensorRange> of(String tensor) {
    return Optional.ofNullable(ranges.get(tensor));
  }

  /** Refuses a graph that these ranges are not of, or that needs more of them. */
  public void requireFits(OnnxMl.ModelProto normalised, Collection<String> needed)
      throws RefusedException {
    Digest given = Digest.of(normalised.toByteArray());
    if (!given.equals(model)) {
      throw new RefusedException(
          problem(
              "they are of model " + model.shortName() + ", not of " + given.shortName(),
              "calibrate this model"));
    }
    Graph graph = Graph.of(normalised);
    List<Problem> problems = new ArrayList<>();
    for (String tensor : ranges.keySet()) {
      boolean input = graph.inputs().stream().anyMatch(one -> one.getName().equals(tensor));
      if (!input && graph.producer(tensor).isEmpty()) {
        problems.add(problem("the graph has no tensor '" + tensor + "'", "calibrate again"));
      }
    }
    for (String tensor : needed) {
      if (!ranges.containsKey(tensor)) {
        problems.add(problem("none is there for tensor '" + tensor + "'", "calibrate again"));
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  private static Problem problem(String what, String remedy) {
    return Problem.in("ranges", what, remedy);
  }

  /** What makes these ranges less than they should be. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (samples < FEW) {
      remarks.add(
          "ranges come from "
              + (samples == 1 ? "one sample" : samples + " samples")
              + ": values that others bring may be clipped; give "
              + FEW
              + " or more");
    }
    ranges.forEach(
        (tensor, range) -> {
          if (range.neverVaries()) {
            remarks.add(
                "tensor '"
                    + tensor
                    + "' holds nothing but "
                    + range.least()
                    + " in all samples: its range says nothing of other samples");
          }
        });
    return remarks;
  }
}
