package dev.gantry.converter.calibrate;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.array.PbFile;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.WatchedGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Prints what one calibration costs: processor time and the most that was resident. With method
 * {@code none} the model is only loaded and run once, for comparison.
 */
public final class CalibrationCost {
  private static final Set<String> LINEAR = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

  private CalibrationCost() {}

  /** Arguments: model, folder of samples, how many (they are taken again in turns), method. */
  public static void main(String[] arguments) throws Exception {
    OnnxMl.ModelProto model =
        OnnxMl.ModelProto.parseFrom(Files.readAllBytes(Path.of(arguments[0])));
    SampleFeed samples = samples(model, Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    int tensors = 0;
    if (arguments[3].equals("none")) {
      try (WatchedGraph graph =
          WatchedGraph.of(model.toByteArray(), 1, InferenceLimit.usual("m.onnx"))) {
        graph.run(samples.at(0), (spec, values) -> {});
      }
    } else {
      RangeTable table =
          new Calibration(RangeMethod.parse(arguments[3]))
              .ranges(model, inputsOfLinear(model), samples);
      tensors = table.ranges().size();
    }
    String peak =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("");
    System.out.printf(
        "%s %s samples %s: %d tensors, %.2f CPU s, %s%n",
        Path.of(arguments[0]).toAbsolutePath().getParent().getFileName(),
        arguments[2],
        arguments[3],
        tensors,
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3,
        peak);
  }

  private static Set<String> inputsOfLinear(OnnxMl.ModelProto model) {
    Set<String> inputs = new LinkedHashSet<>();
    Graph graph = Graph.of(model);
    for (GraphNode node : graph.nodes()) {
      if (LINEAR.contains(node.operator())) {
        node.inputs().stream()
            .limit(2)
            .filter(name -> graph.weight(name).isEmpty())
            .forEach(inputs::add);
      }
    }
    return inputs;
  }

  public static SampleFeed samples(OnnxMl.ModelProto model, Path folder, int count)
      throws IOException {
    Graph graph = Graph.of(model);
    String input =
        graph.inputs().stream()
            .map(OnnxMl.ValueInfoProto::getName)
            .filter(name -> graph.weight(name).isEmpty())
            .findFirst()
            .orElseThrow();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(file -> file.endsWith("input_0.pb")).sorted().toList();
    }
    return new SampleFeed() {
      @Override
      public int count() {
        return count;
      }

      @Override
      public List<Tensor> at(int sample) throws IOException {
        Tensor read = PbFile.read(files.get(sample % files.size()));
        TensorSpec spec = new TensorSpec(input, read.spec().type(), read.spec().shape());
        return List.of(new Tensor(spec, read.data()));
      }
    };
  }
}
