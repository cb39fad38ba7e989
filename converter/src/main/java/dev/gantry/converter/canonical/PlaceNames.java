package dev.gantry.converter.canonical;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.model.NestedGraphs;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Numbers made-up names of tensors and nodes by their place in a graph that is in order. */
final class PlaceNames {
  private final GivenNames given;
  private final OnnxMl.GraphProto engine;
  private final Numbers tensors;
  private final Numbers nodes;

  PlaceNames(GivenNames given, OnnxMl.GraphProto ordered) {
    this.given = given;
    this.engine = ordered;
    this.tensors = new Numbers();
    this.nodes = new Numbers();
    NestedGraphs.names(ordered).forEach(tensors::know);
    NestedGraphs.nodes(ordered).map(OnnxMl.NodeProto::getName).forEach(nodes::know);
  }

  OnnxMl.GraphProto renamed() {
    return renamed(engine, new Scope(Optional.empty()));
  }

  /** New names of the tensors of one graph; a body sees those of the graphs around it too. */
  private record Scope(Map<String, String> names, Optional<Scope> around) {
    Scope(Optional<Scope> around) {
      this(new HashMap<>(), around);
    }

    String of(String name) {
      String own = names.get(name);
      return own != null ? own : around.map(outer -> outer.of(name)).orElse(name);
    }
  }

  private OnnxMl.GraphProto renamed(OnnxMl.GraphProto graph, Scope scope) {
    graph.getInputList().forEach(input -> define(input.getName(), scope));
    graph.getInitializerList().forEach(weight -> define(weight.getName(), scope));
    graph.getSparseInitializerList().forEach(one -> define(one.getValues().getName(), scope));
    graph.getNodeList().forEach(node -> node.getOutputList().forEach(out -> define(out, scope)));

    OnnxMl.GraphProto.Builder renamed = graph.toBuilder();
    renamed.getInputBuilderList().forEach(one -> one.setName(scope.of(one.getName())));
    renamed.getOutputBuilderList().forEach(one -> one.setName(scope.of(one.getName())));
    renamed.getInitializerBuilderList().forEach(one -> one.setName(scope.of(one.getName())));
    renamed
        .getSparseInitializerBuilderList()
        .forEach(one -> one.getValuesBuilder().setName(scope.of(one.getValues().getName())));
    renamed.getNodeBuilderList().forEach(node -> rename(node, scope));
    renamed.clearValueInfo().addAllValueInfo(facts(graph, scope));
    renamed.clearQuantizationAnnotation().addAllQuantizationAnnotation(annotations(graph, scope));
    return renamed.build();
  }

  private void define(String tensor, Scope scope) {
    if (!tensor.isEmpty()) {
      scope.names().put(tensor, given.madeUp(tensor) ? tensors.next(tensor) : tensor);
    }
  }

  private void rename(OnnxMl.NodeProto.Builder node, Scope scope) {
    if (nodes.counts(node.getName())) {
      node.setName(nodes.next(node.getName()));
    }
    if (given.madeUp(node.getDocString())) {
      node.setDocString(GivenNames.stem(node.getDocString()));
    }
    for (int input = 0; input < node.getInputCount(); input++) {
      node.setInput(input, scope.of(node.getInput(input)));
    }
    for (int output = 0; output < node.getOutputCount(); output++) {
      node.setOutput(output, scope.of(node.getOutput(output)));
    }
    for (OnnxMl.AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
      if (attribute.hasG()) {
        attribute.setG(renamed(attribute.getG(), new Scope(Optional.of(scope))));
      }
      for (int body = 0; body < attribute.getGraphsCount(); body++) {
        attribute.setGraphs(
            body, renamed(attribute.getGraphs(body), new Scope(Optional.of(scope))));
      }
    }
  }

  /** What is known of tensors, by their names; of one that is made up and gone nothing is. */
  private List<OnnxMl.ValueInfoProto> facts(OnnxMl.GraphProto graph, Scope scope) {
    return graph.getValueInfoList().stream()
        .filter(fact -> scope.names().containsKey(fact.getName()) || !given.madeUp(fact.getName()))
        .map(fact -> fact.toBuilder().setName(scope.of(fact.getName())).build())
        .sorted(Comparator.comparing(OnnxMl.ValueInfoProto::getName))
        .toList();
  }

  private static List<OnnxMl.TensorAnnotation> annotations(OnnxMl.GraphProto graph, Scope scope) {
    return graph.getQuantizationAnnotationList().stream()
        .map(one -> annotation(one.toBuilder(), scope))
        .sorted(Comparator.comparing(OnnxMl.TensorAnnotation::getTensorName))
        .toList();
  }

  private static OnnxMl.TensorAnnotation annotation(
      OnnxMl.TensorAnnotation.Builder annotation, Scope scope) {
    annotation.setTensorName(scope.of(annotation.getTensorName()));
    // The entries' values name the tensors that hold scale and zero point.
    annotation
        .getQuantParameterTensorNamesBuilderList()
        .forEach(entry -> entry.setValue(scope.of(entry.getValue())));
    return annotation.build();
  }

  /** Numbers each stem for itself, past names that are taken. */
  private final class Numbers {
    private final Map<String, Integer> last = new HashMap<>();
    private final Set<String> stems = new HashSet<>();
    private final Set<String> taken = new HashSet<>();

    void know(String name) {
      if (given.madeUp(name)) {
        stems.add(GivenNames.stem(name));
      } else {
        taken.add(name);
      }
    }

    /** The first that is made up has the bare stem for its name, whichever node that is. */
    boolean counts(String name) {
      return given.madeUp(name) || (stems.contains(name) && !given.given(name));
    }

    String next(String name) {
      String stem = GivenNames.stem(name);
      String wish = given.madeUp(name) ? name : name + "_token_0";
      String numbered;
      do {
        numbered = GivenNames.numbered(wish, last.merge(stem, 1, Integer::sum));
      } while (taken.contains(numbered));
      return numbered;
    }
  }
}
