package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A graph in a few lines, for people who ask what a file is. */
public record ModelSummary(
    String producer,
    long irVersion,
    SortedMap<String, Long> opsets,
    List<String> inputs,
    List<String> outputs,
    SortedMap<String, Long> operators,
    long parameters) {
  public ModelSummary {
    opsets = Collections.unmodifiableSortedMap(new TreeMap<>(opsets));
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    operators = Collections.unmodifiableSortedMap(new TreeMap<>(operators));
  }

  public static ModelSummary of(OnnxMl.ModelProto model) {
    OnnxMl.GraphProto graph = model.getGraph();
    SortedMap<String, Long> opsets = new TreeMap<>();
    model
        .getOpsetImportList()
        .forEach(
            opset ->
                opsets.put(
                    opset.getDomain().isEmpty() ? "ai.onnx" : opset.getDomain(),
                    opset.getVersion()));
    Set<String> weights = new HashSet<>();
    graph.getInitializerList().forEach(tensor -> weights.add(tensor.getName()));
    SortedMap<String, Long> operators =
        NestedGraphs.nodes(graph)
            .collect(
                Collectors.groupingBy(
                    OnnxMl.NodeProto::getOpType, TreeMap::new, Collectors.counting()));
    return new ModelSummary(
        (model.getProducerName() + " " + model.getProducerVersion()).strip(),
        model.getIrVersion(),
        opsets,
        graph.getInputList().stream()
            .filter(input -> !weights.contains(input.getName()))
            .map(ModelSummary::words)
            .toList(),
        graph.getOutputList().stream().map(ModelSummary::words).toList(),
        operators,
        graph.getInitializerList().stream().mapToLong(WeightWidths::elements).sum());
  }

  private static String words(OnnxMl.ValueInfoProto value) {
    return value.getName() + " " + new DeclaredType(value.getType());
  }
}
