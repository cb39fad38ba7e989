package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Every tensor is made once and before it is read: by an input, a weight or one node. */
final class TensorWiringCheck {
  private static final String AGAIN = "the file is damaged or was cut by hand; export it again";

  private final BiConsumer<String, String> tell;

  TensorWiringCheck(BiConsumer<String, String> tell) {
    this.tell = tell;
  }

  /** A graph, or a body with what is known around it. */
  void graph(GraphProto graph, Set<String> around) {
    Set<String> known = new HashSet<>();
    for (ValueInfoProto input : graph.getInputList()) {
      once(known, input.getName(), "is an input twice");
    }
    Set<String> weights = new HashSet<>();
    for (TensorProto weight : graph.getInitializerList()) {
      once(weights, weight.getName(), "is a weight twice");
    }
    for (SparseTensorProto weight : graph.getSparseInitializerList()) {
      once(weights, weight.getValues().getName(), "is a weight twice");
    }
    known.addAll(weights);
    nodes(
        graph.getNodeList(),
        known,
        around,
        graph.getOutputList().stream().map(ValueInfoProto::getName).toList());
  }

  private void once(Set<String> known, String name, String words) {
    if (!known.add(name)) {
      tell.accept("tensor '" + name + "' " + words, AGAIN);
    }
  }

  void nodes(List<NodeProto> nodes, Set<String> given, Set<String> around, List<String> outputs) {
    Map<String, Integer> makers = new HashMap<>();
    Set<String> known = new HashSet<>(given);
    for (int index = 0; index < nodes.size(); index++) {
      for (String output : nodes.get(index).getOutputList()) {
        if (!output.isEmpty() && !known.add(output)) {
          tell.accept(
              NodeCheck.words(nodes.get(index))
                  + " makes tensor '"
                  + output
                  + "', which is there already",
              AGAIN);
        } else if (!output.isEmpty()) {
          makers.put(output, index);
        }
      }
    }
    known.addAll(around);
    for (NodeProto node : nodes) {
      for (String input : node.getInputList()) {
        if (!input.isEmpty() && !known.contains(input)) {
          tell.accept(
              NodeCheck.words(node) + " reads tensor '" + input + "', which nothing makes", AGAIN);
        }
      }
      NestedGraphs.bodies(node).forEach(body -> graph(body, known));
    }
    for (String output : outputs) {
      if (!known.contains(output)) {
        tell.accept("output '" + output + "' is made by nothing", AGAIN);
      }
    }
    circles(nodes, makers);
  }

  /** Nodes are taken away once all that they read is made; who is left waits for itself. */
  private void circles(List<NodeProto> nodes, Map<String, Integer> makers) {
    List<List<Integer>> waiting = new ArrayList<>();
    int[] missing = new int[nodes.size()];
    nodes.forEach(node -> waiting.add(new ArrayList<>()));
    for (int index = 0; index < nodes.size(); index++) {
      for (String read : NestedGraphs.read(nodes.get(index)).distinct().toList()) {
        Integer maker = makers.get(read);
        if (maker != null) {
          waiting.get(maker).add(index);
          missing[index]++;
        }
      }
    }
    Deque<Integer> ready = new ArrayDeque<>();
    for (int index = 0; index < missing.length; index++) {
      if (missing[index] == 0) {
        ready.add(index);
      }
    }
    int done = 0;
    while (!ready.isEmpty()) {
      done++;
      for (int reader : waiting.get(ready.poll())) {
        if (--missing[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (done < nodes.size()) {
      int stuck = 0;
      while (missing[stuck] == 0) {
        stuck++;
      }
      tell.accept(
          NodeCheck.words(nodes.get(stuck))
              + " waits for itself: what it reads is made from what it gives",
          AGAIN);
    }
  }
}
