package dev.gantry.converter.layers;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.HeldTensor;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.StepGraph;
import dev.gantry.inference.TensorMemory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Products of large matrices, computed by the runtime: its kernels use the processor's widest
 * instructions, loops of ours do not.
 */
public final class MatrixAlgebra implements AutoCloseable {
  private static final List<String> MOMENTS = List.of("meanOutput", "meanInput", "squares");

  private final StepGraph moments;
  private final StepGraph deepMoments;
  private final StepGraph noise;
  private final TensorMemory memory = new TensorMemory();

  private MatrixAlgebra(StepGraph moments, StepGraph deepMoments, StepGraph noise) {
    this.moments = moments;
    this.deepMoments = deepMoments;
    this.noise = noise;
  }

  public static MatrixAlgebra start(InferenceLimit limit) throws OrtException {
    Deque<StepGraph> started = new ArrayDeque<>();
    try {
      for (OnnxMl.ModelProto model :
          List.of(momentsModel(false), momentsModel(true), noiseModel())) {
        started.add(StepGraph.of(model.toByteArray(), limit));
      }
      return new MatrixAlgebra(started.remove(), started.remove(), started.remove());
    } catch (OrtException | RuntimeException e) {
      for (StepGraph one : started) {
        one.close();
      }
      throw e;
    }
  }

  /** The weight is [group][depth][output] in one run. */
  public InputMoments moments(
      MatrixLayer.Form form, InputRows exact, InputRows rough, float[] weight) throws OrtException {
    try (Fed fed = new Fed()) {
      fed.rows("exact", exact);
      fed.rows("rough", rough);
      fed.weight("weight", weight, exact);
      Map<String, float[]> got = fed.run(InputMoments.isDeep(form) ? deepMoments : moments);
      return new InputMoments(
          form, got(got, "meanOutput"), got(got, "meanInput"), got(got, "squares"));
    }
  }

  /** The power of what comes out wrong, without its mean, which the bias takes back. */
  public double noise(InputRows exact, InputRows rough, float[] weight, float[] rounded)
      throws OrtException {
    try (Fed fed = new Fed()) {
      fed.rows("exact", exact);
      fed.rows("rough", rough);
      fed.weight("weight", weight, exact);
      fed.weight("rounded", rounded, exact);
      return got(fed.run(noise), "noise")[0];
    }
  }

  private static float[] got(Map<String, float[]> outputs, String name) {
    float[] values = outputs.get(name);
    if (values == null) {
      throw new IllegalStateException("no output " + name);
    }
    return values;
  }

  /** The squares of a deep layer would fill the memory: of it only their diagonal is told. */
  private static OnnxMl.ModelProto momentsModel(boolean deep) {
    Graph graph = model("exact", "rough", "weight");
    graph.add(NewNode.of("MatMul", "output", "exact", "weight").build());
    graph.add(mean("meanOutput", "output"));
    graph.add(mean("meanInput", "rough"));
    graph.add(NewNode.of("Sub", "centred", "rough", "meanInput").build());
    if (deep) {
      graph.add(
          NewNode.of("ReduceSumSquare", "squares", "centred").with("axes", List.of(1L)).build());
    } else {
      graph.add(
          NewNode.of("Transpose", "turned", "centred").with("perm", List.of(0L, 2L, 1L)).build());
      graph.add(NewNode.of("MatMul", "squares", "turned", "centred").build());
    }
    MOMENTS.forEach(output -> StepModel.output(graph, output));
    return graph.model();
  }

  private static OnnxMl.ModelProto noiseModel() {
    Graph graph = model("exact", "rough", "weight", "rounded");
    graph.add(NewNode.of("MatMul", "wanted", "exact", "weight").build());
    graph.add(NewNode.of("MatMul", "given", "rough", "rounded").build());
    graph.add(NewNode.of("Sub", "error", "given", "wanted").build());
    graph.add(mean("mean", "error"));
    graph.add(NewNode.of("Sub", "centred", "error", "mean").build());
    graph.add(NewNode.of("ReduceSumSquare", "noise", "centred").build());
    StepModel.output(graph, "noise");
    return graph.model();
  }

  private static Graph model(String... inputs) {
    OnnxMl.ModelProto.Builder shell = OnnxMl.ModelProto.newBuilder().setIrVersion(8);
    shell.addOpsetImportBuilder().setVersion(17);
    Graph graph = StepModel.empty(shell);
    for (String input : inputs) {
      StepModel.input(graph, new TensorSpec(input, ElementType.FLOAT32, List.of()));
    }
    return graph;
  }

  private static OnnxMl.NodeProto mean(String output, String input) {
    return NewNode.of("ReduceMean", output, input).with("axes", List.of(1L)).build();
  }

  @Override
  public void close() throws OrtException {
    moments.close();
    deepMoments.close();
    noise.close();
  }

  /** Holds the inputs of one run, and releases them after it. */
  private final class Fed implements AutoCloseable {
    private final Map<String, HeldTensor> inputs = new HashMap<>();

    void rows(String name, InputRows rows) throws OrtException {
      put(
          name,
          List.of((long) rows.groups(), (long) rows.count(), (long) rows.depth()),
          rows.values());
    }

    void weight(String name, float[] weight, InputRows rows) throws OrtException {
      long outputs = weight.length / rows.groups() / rows.depth();
      put(name, List.of((long) rows.groups(), (long) rows.depth(), outputs), weight);
    }

    private void put(String name, List<Long> shape, float[] values) throws OrtException {
      inputs.put(name, memory.hold(name, shape, values));
    }

    Map<String, float[]> run(StepGraph graph) throws OrtException {
      Map<String, float[]> values = new HashMap<>();
      for (Map.Entry<String, HeldTensor> output : graph.run(inputs).entrySet()) {
        try (HeldTensor held = output.getValue()) {
          values.put(output.getKey(), held.floats());
        }
      }
      return values;
    }

    @Override
    public void close() {
      inputs.values().forEach(HeldTensor::close);
    }
  }
}
