package dev.gantry.converter.calibrate;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.settings.tree.NearestWord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The tensors to watch, those that the graph makes early first. */
final class WantedTensors {
  private static final int MOST_NAMED = 8;

  private final List<String> tensors;

  private WantedTensors(List<String> tensors) {
    this.tensors = tensors;
  }

  static WantedTensors of(Graph graph, Collection<String> tensors, Collection<String> chosen)
      throws RefusedException {
    Set<String> known = new LinkedHashSet<>();
    for (OnnxMl.ValueInfoProto input : graph.inputs()) {
      known.add(input.getName());
    }
    for (OnnxMl.NodeProto proto : graph.model().getGraph().getNodeList()) {
      known.addAll(proto.getOutputList());
    }
    known.remove("");
    List<Problem> problems = new ArrayList<>();
    for (String tensor : new LinkedHashSet<>(tensors)) {
      if (!known.contains(tensor)) {
        problems.add(unknown(graph, known, tensor));
      }
    }
    Set<String> asked = new TreeSet<>(tensors);
    for (String tensor : chosen) {
      if (!asked.contains(tensor)) {
        problems.add(
            problem(
                "a method is chosen for tensor '" + tensor + "', which is not calibrated",
                remedy(asked, tensor)));
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return new WantedTensors(known.stream().filter(asked::contains).toList());
  }

  private static Problem unknown(Graph graph, Set<String> known, String tensor) {
    return graph.weight(tensor).isPresent()
        ? problem(
            "tensor '" + tensor + "' is a weight", "its range stands in the model; leave it out")
        : problem("the graph has no tensor '" + tensor + "'", remedy(known, tensor));
  }

  /** A name that is near; else as many as can be read at a glance. */
  private static String remedy(Set<String> known, String tensor) {
    if (known.isEmpty()) {
      return "leave it out: there is none";
    }
    NearestWord nearest = new NearestWord(known);
    if (nearest.to(tensor).isPresent() || known.size() <= MOST_NAMED) {
      return nearest.remedy(tensor);
    }
    return "name one of the "
        + known.size()
        + ", such as "
        + String.join(", ", known.stream().sorted().limit(MOST_NAMED).toList());
  }

  void requireFloats(ObservedTensor facts) throws RefusedException {
    List<Problem> problems = new ArrayList<>();
    for (String tensor : tensors) {
      if (!facts.isFloat(tensor)) {
        String type = facts.of(tensor).map(spec -> spec.type().toString()).orElse("something else");
        problems.add(
            problem("tensor '" + tensor + "' holds " + type + ", not float32", "leave it out"));
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  /** Neighbours that together stay within so many bytes; one that is larger stands alone. */
  List<List<String>> groups(ObservedTensor facts, ByteCount limit) {
    List<List<String>> groups = new ArrayList<>();
    long bytes = Long.MAX_VALUE / 2;
    for (String tensor : tensors) {
      long size =
          facts.of(tensor).map(spec -> Tensor.byteCount(spec.type(), spec.shape())).orElse(0L);
      bytes += size;
      if (bytes > limit.bytes()) {
        groups.add(new ArrayList<>());
        bytes = size;
      }
      groups.get(groups.size() - 1).add(tensor);
    }
    return groups;
  }

  private static Problem problem(String what, String remedy) {
    return Problem.in("calibration", what, remedy);
  }
}
