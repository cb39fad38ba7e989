package dev.gantry.converter.compare;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Model and variant side by side in ONNX Runtime, a sample at a time. */
public final class VariantComparison implements AutoCloseable {
  private final String name;
  private final LoadedEngine model;
  private final LoadedEngine variant;

  private VariantComparison(String name, LoadedEngine model, LoadedEngine variant) {
    this.name = name;
    this.model = model;
    this.variant = variant;
  }

  /** Receives what model and variant gave for a sample, in the order of the model's outputs. */
  public interface Viewer {
    void see(int sample, List<Tensor> expected, List<Tensor> got) throws IOException;
  }

  /**
   * A variant for boards with ONNX Runtime is run as they run it; for other runtimes every operator
   * is computed as it is written. The model is run the same way: what the runtime's own rewriting
   * changes would otherwise be blamed on the variant.
   */
  public static VariantComparison of(
      Path model, Path variant, Dialect dialect, InferenceLimit limit) throws RefusedException {
    try {
      LoadedEngine before =
          switch (dialect) {
            case ONNXRUNTIME -> LoadedEngine.optimised(model, 1, limit);
            case TENSORRT -> LoadedEngine.asBuilt(model, 1, limit);
          };
      try {
        LoadedEngine after =
            switch (dialect) {
              case ONNXRUNTIME -> LoadedEngine.optimised(variant, 1, limit);
              case TENSORRT -> LoadedEngine.asBuilt(asWritten(variant), 1, limit);
            };
        return new VariantComparison(model.toString(), before, after);
      } catch (OrtException | RuntimeException e) {
        before.close();
        throw e;
      }
    } catch (OrtException e) {
      throw refused(model.toString(), "the variant", e);
    }
  }

  private static byte[] asWritten(Path variant) throws RefusedException {
    try {
      return NearestRounding.of(OnnxMl.ModelProto.parseFrom(Files.readAllBytes(variant)))
          .toByteArray();
    } catch (IOException e) {
      throw new RefusedException(
          Problem.in(variant.toString(), "cannot be read: " + e.getMessage(), "convert it again"));
    }
  }

  /** What is left of each output; the viewer sees every pair. */
  public List<OutputAgreement> run(SampleFeed samples, Viewer viewer)
      throws RefusedException, IOException {
    Map<String, OutputTally> tallies = new LinkedHashMap<>();
    for (int sample = 0; sample < samples.count(); sample++) {
      List<Tensor> inputs = samples.at(sample);
      List<Tensor> expected;
      List<Tensor> got;
      try {
        expected = model.run(inputs);
        got = matched(expected, variant.run(HalfInputs.of(inputs, variant.inputs())));
      } catch (OrtException | IllegalArgumentException e) {
        throw refused(name, "sample " + sample, e);
      }
      for (int output = 0; output < expected.size(); output++) {
        String tensor = expected.get(output).name();
        tallies
            .computeIfAbsent(tensor, OutputTally::new)
            .add(sample, expected.get(output), got.get(output));
      }
      viewer.see(sample, expected, got);
    }
    return tallies.values().stream().map(OutputTally::agreement).toList();
  }

  private static List<Tensor> matched(List<Tensor> expected, List<Tensor> got) {
    List<Tensor> matched = new ArrayList<>();
    for (Tensor wanted : expected) {
      matched.add(
          got.stream()
              .filter(tensor -> tensor.name().equals(wanted.name()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException("the variant has no output " + wanted.name())));
    }
    return matched;
  }

  private static RefusedException refused(String name, String what, Exception failure) {
    return new RefusedException(
        Problem.in(
            name,
            "ONNX Runtime cannot run " + what + ": " + String.valueOf(failure.getMessage()).strip(),
            "nothing is known of how far the variant strays; try another opset or dialect"));
  }

  @Override
  public void close() throws OrtException {
    try (model) {
      variant.close();
    }
  }
}
