package dev.gantry.converter.cpu;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The way of a variant to a board: optimised and saved, then run as it was saved. */
final class Runs {
  private Runs() {}

  /** Those of a plain conversion, for the processor of this computer, which runs what they give. */
  static CpuInt8Settings settings() throws IOException {
    boolean x86 = System.getProperty("os.arch").equals("amd64");
    boolean vnni =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .anyMatch(line -> line.startsWith("flags") && line.contains("vnni"));
    CpuInt8Settings plain = CpuInt8Settings.keepingNothing();
    return x86 && !vnni ? plain.withSevenBits() : plain;
  }

  static Path engine(Path folder, OnnxMl.ModelProto model) throws Exception {
    Path variant = Files.write(folder.resolve("variant.onnx"), model.toByteArray());
    Path engine = folder.resolve("engine.onnx");
    LoadedEngine.build(variant, engine, 1);
    return engine;
  }

  /** Of the first output, over all samples. */
  static double decibel(OnnxMl.ModelProto trained, Path engine, SampleFeed samples)
      throws Exception {
    double signal = 0;
    double noise = 0;
    try (LoadedEngine before =
            LoadedEngine.asBuilt(trained.toByteArray(), 1, InferenceLimit.usual("m.onnx"));
        LoadedEngine after = LoadedEngine.asBuilt(engine, 1, InferenceLimit.usual("m.onnx"))) {
      for (int sample = 0; sample < samples.count(); sample++) {
        List<Tensor> fed = samples.at(sample);
        float[] expected = before.run(fed).get(0).floats();
        float[] got = after.run(fed).get(0).floats();
        for (int index = 0; index < expected.length; index++) {
          double error = expected[index] - (double) got[index];
          signal += (double) expected[index] * expected[index];
          noise += error * error;
        }
      }
    }
    return noise == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
  }
}
