package dev.gantry.converter.canonical;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.model.NestedGraphs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The same engine as another build might save it: nodes in another order in which they can run,
 * made-up names with other numbers, all that the runtime keeps in maps in another order.
 */
final class Scrambled {
  private final GivenNames given;
  private final Random random;
  private final Map<String, String> tensors = new HashMap<>();
  private final Map<String, String> nodes = new HashMap<>();

  private Scrambled(GivenNames given, Random random) {
    this.given = given;
    this.random = random;
  }

  static OnnxMl.ModelProto of(OnnxMl.ModelProto engine, GivenNames given, Random random) {
    OnnxMl.GraphProto graph = engine.getGraph();
    Scrambled scrambled = new Scrambled(given.withEnds(graph), random);
    scrambled.renumberTensors(graph);
    scrambled.renumberNodes(graph);
    List<OnnxMl.OperatorSetIdProto> opsets = scrambled.shuffled(engine.getOpsetImportList());
    return engine.toBuilder()
        .setGraph(scrambled.scrambled(graph))
        .clearOpsetImport()
        .addAllOpsetImport(opsets)
        .build();
  }

  private void renumberTensors(OnnxMl.GraphProto graph) {
    Map<String, Set<String>> byStem = new TreeMap<>();
    NestedGraphs.names(graph)
        .filter(given::madeUp)
        .forEach(name -> add(byStem, GivenNames.stem(name), name));
    byStem.values().forEach(names -> renumber(names, tensors));
  }

  /** As the runtime does it: the first of each stem goes without a number. */
  private void renumberNodes(OnnxMl.GraphProto graph) {
    Map<String, Set<String>> byStem = new TreeMap<>();
    List<String> all = NestedGraphs.nodes(graph).map(OnnxMl.NodeProto::getName).toList();
    all.stream().filter(given::madeUp).forEach(name -> add(byStem, GivenNames.stem(name), name));
    all.stream()
        .filter(name -> byStem.containsKey(name) && !given.given(name))
        .forEach(name -> add(byStem, name, name));
    byStem.forEach(
        (stem, names) -> {
          renumber(names, nodes);
          if (names.contains(stem)) {
            List<String> some = new ArrayList<>(names);
            nodes.put(some.get(random.nextInt(some.size())), stem);
          }
        });
  }

  private static void add(Map<String, Set<String>> byStem, String stem, String name) {
    byStem.computeIfAbsent(stem, key -> new TreeSet<>()).add(name);
  }

  private void renumber(Set<String> names, Map<String, String> renamed) {
    List<Integer> numbers =
        shuffled(IntStream.range(0, 3 * names.size()).map(at -> 7 * at).boxed().toList());
    int at = 0;
    for (String name : names) {
      String numbered = given.madeUp(name) ? name : name + "_token_0";
      renamed.put(name, GivenNames.numbered(numbered, numbers.get(at++)));
    }
  }

  private OnnxMl.GraphProto scrambled(OnnxMl.GraphProto graph) {
    OnnxMl.GraphProto.Builder scrambled = graph.toBuilder();
    scrambled.clearNode();
    inSomeOrder(graph).forEach(node -> scrambled.addNode(scrambled(node)));
    scrambled.clearInitializer();
    for (OnnxMl.TensorProto weight : shuffled(graph.getInitializerList())) {
      scrambled.addInitializer(weight.toBuilder().setName(tensor(weight.getName())));
    }
    scrambled.clearValueInfo();
    for (OnnxMl.ValueInfoProto fact : shuffled(graph.getValueInfoList())) {
      scrambled.addValueInfo(fact.toBuilder().setName(tensor(fact.getName())));
    }
    scrambled.getInputBuilderList().forEach(end -> end.setName(tensor(end.getName())));
    scrambled.getOutputBuilderList().forEach(end -> end.setName(tensor(end.getName())));
    return scrambled.build();
  }

  private OnnxMl.NodeProto scrambled(OnnxMl.NodeProto node) {
    OnnxMl.NodeProto.Builder scrambled = node.toBuilder();
    scrambled.setName(nodes.getOrDefault(node.getName(), node.getName()));
    scrambled.clearInput().addAllInput(node.getInputList().stream().map(this::tensor).toList());
    scrambled.clearOutput().addAllOutput(node.getOutputList().stream().map(this::tensor).toList());
    scrambled.clearAttribute();
    for (OnnxMl.AttributeProto attribute : shuffled(node.getAttributeList())) {
      OnnxMl.AttributeProto.Builder copy = attribute.toBuilder();
      if (attribute.hasG()) {
        copy.setG(scrambled(attribute.getG()));
      }
      scrambled.addAttribute(copy);
    }
    return scrambled.build();
  }

  private String tensor(String name) {
    return tensors.getOrDefault(name, name);
  }

  /** Any of those that can run next runs next. */
  private List<OnnxMl.NodeProto> inSomeOrder(OnnxMl.GraphProto graph) {
    Set<String> unmade = new HashSet<>();
    graph.getNodeList().forEach(node -> unmade.addAll(node.getOutputList()));
    unmade.remove("");
    List<OnnxMl.NodeProto> waiting = shuffled(graph.getNodeList());
    List<OnnxMl.NodeProto> order = new ArrayList<>();
    while (!waiting.isEmpty()) {
      List<OnnxMl.NodeProto> still = new ArrayList<>();
      for (OnnxMl.NodeProto node : waiting) {
        if (NestedGraphs.read(node).noneMatch(unmade::contains) && random.nextInt(4) > 0) {
          order.add(node);
          node.getOutputList().forEach(unmade::remove);
        } else {
          still.add(node);
        }
      }
      waiting = shuffled(still);
    }
    return order;
  }

  private <T> List<T> shuffled(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }
}
