package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.ConversionInputs;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.GoldenFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * All passes over gtcrn, whose file has 1,786 nodes, without the proof after each: what is folded
 * is computed by the runtime. The floor is the bytes of the model parsed and written.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GtcrnNormalisingBenchmark {
  private OnnxMl.ModelProto graph = OnnxMl.ModelProto.getDefaultInstance();
  private byte[] bytes = new byte[0];
  private Path file = Path.of("");
  private java.util.List<Tensor> sample = java.util.List.of();

  @Setup
  public void prepare() throws Exception {
    Path folder = Path.of(System.getProperty("gantry.models", "../shared/models"), "gtcrn");
    file = folder.resolve("model.onnx");
    graph = OnnxModel.read(file).graph();
    bytes = Files.readAllBytes(file);
    sample = ConversionInputs.of(GoldenFolder.draft(folder)).at(0);
  }

  @Benchmark
  public OnnxMl.ModelProto rewrite() throws Exception {
    PassContext scene =
        new PassContext(
            OnnxModel.read(file),
            sample.stream().map(Tensor::spec).toList(),
            new OpsetRange(13, 20),
            dev.gantry.inference.InferenceLimit.usual("gtcrn"));
    OnnxMl.ModelProto model = graph;
    for (GraphPass pass : ModelNormaliser.PASSES) {
      try {
        model = pass.apply(model, scene);
      } catch (LeftOutException e) {
        // Left out is what it would be in a conversion too.
        continue;
      }
    }
    return model;
  }

  @Benchmark
  public byte[] floor() throws Exception {
    return OnnxMl.ModelProto.parseFrom(bytes).toByteArray();
  }
}
