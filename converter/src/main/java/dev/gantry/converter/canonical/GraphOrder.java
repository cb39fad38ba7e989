package dev.gantry.converter.canonical;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import dev.gantry.dossier.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the nodes of a graph and of the bodies in it into the order in which its outputs ask for
 * them: before each node those that make what it reads, input after input. Where a node was saved,
 * and what was made up for its name, has no say in it.
 */
final class GraphOrder {
  private final GivenNames given;

  GraphOrder(GivenNames given) {
    this.given = given;
  }

  /** A graph in order, and the tensors around it that it reads, in the order in which it does. */
  private record Ordered(OnnxMl.GraphProto graph, List<String> outer) {}

  OnnxMl.GraphProto of(OnnxMl.GraphProto graph) {
    return ordered(graph).graph();
  }

  private Ordered ordered(OnnxMl.GraphProto graph) {
    List<OrderedNode> nodes = graph.getNodeList().stream().map(this::ordered).toList();
    AskedNodes asked = new AskedNodes(nodes);
    graph.getOutputList().forEach(output -> asked.ask(output.getName()));
    new UnaskedNodes(graph, nodes, asked, given).askAll();

    Set<String> read = new LinkedHashSet<>();
    asked.inOrder().forEach(node -> read.addAll(node.reads()));
    graph.getOutputList().forEach(output -> read.add(output.getName()));

    OnnxMl.GraphProto.Builder sorted = graph.toBuilder();
    sorted.clearNode();
    asked.inOrder().forEach(node -> sorted.addNode(node.proto()));
    sorted.clearInitializer().addAllInitializer(weights(graph, read));
    return new Ordered(sorted.build(), outer(graph, read));
  }

  /** A node whose bodies are in order; attributes come by name. */
  private OrderedNode ordered(OnnxMl.NodeProto node) {
    Set<String> reads = new LinkedHashSet<>(node.getInputList());
    OnnxMl.NodeProto.Builder sorted = node.toBuilder().clearAttribute();
    node.getAttributeList().stream()
        .sorted(Comparator.comparing(OnnxMl.AttributeProto::getName))
        .forEach(attribute -> sorted.addAttribute(ordered(attribute, reads)));
    reads.remove("");
    return new OrderedNode(sorted.build(), List.copyOf(reads));
  }

  private OnnxMl.AttributeProto ordered(OnnxMl.AttributeProto attribute, Set<String> reads) {
    if (!attribute.hasG() && attribute.getGraphsCount() == 0) {
      return attribute;
    }
    OnnxMl.AttributeProto.Builder sorted = attribute.toBuilder().clearGraphs();
    if (attribute.hasG()) {
      Ordered body = ordered(attribute.getG());
      sorted.setG(body.graph());
      reads.addAll(body.outer());
    }
    for (OnnxMl.GraphProto graph : attribute.getGraphsList()) {
      Ordered body = ordered(graph);
      sorted.addGraphs(body.graph());
      reads.addAll(body.outer());
    }
    return sorted.build();
  }

  /** Those that are read first come first; those that nothing reads come by name, or by content. */
  private List<OnnxMl.TensorProto> weights(OnnxMl.GraphProto graph, Set<String> read) {
    Map<String, OnnxMl.TensorProto> weights = new HashMap<>();
    graph.getInitializerList().forEach(weight -> weights.put(weight.getName(), weight));
    List<OnnxMl.TensorProto> sorted = new ArrayList<>();
    for (String name : read) {
      OnnxMl.TensorProto weight = weights.remove(name);
      if (weight != null) {
        sorted.add(weight);
      }
    }
    weights.values().stream().sorted(Comparator.comparing(this::unread)).forEach(sorted::add);
    return sorted;
  }

  private String unread(OnnxMl.TensorProto weight) {
    return given.madeUp(weight.getName())
        ? GivenNames.stem(weight.getName()) + content(weight)
        : weight.getName();
  }

  /** What a tensor is, whatever its name. */
  static Digest content(OnnxMl.TensorProto weight) {
    ByteString nameless = weight.toBuilder().clearName().build().toByteString();
    return Digest.of(nameless.toByteArray());
  }

  private static List<String> outer(OnnxMl.GraphProto graph, Set<String> read) {
    Set<String> own = new HashSet<>();
    graph.getInputList().forEach(input -> own.add(input.getName()));
    graph.getInitializerList().forEach(weight -> own.add(weight.getName()));
    graph.getSparseInitializerList().forEach(weight -> own.add(weight.getValues().getName()));
    graph.getNodeList().forEach(node -> own.addAll(node.getOutputList()));
    return read.stream().filter(name -> !own.contains(name)).toList();
  }
}
