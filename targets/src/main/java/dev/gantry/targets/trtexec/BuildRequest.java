package dev.gantry.targets.trtexec;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An engine from a variant. It keeps the details of its layers, which cost nothing while it runs,
 * so that it can be inspected later.
 *
 * @param variant the ONNX file
 * @param engine the file to write
 * @param timingCache the file that keeps what tactics cost, read and written
 * @param workspace the memory that tactics may use; all that is free if left out
 * @param level of optimisation, 0 to 5
 * @param dla the core of the deep learning accelerator; what it cannot run falls back to the GPU
 * @param layers the file for what its layers are
 */
record BuildRequest(
    String variant,
    String engine,
    Precision precision,
    Optional<String> timingCache,
    Optional<ByteCount> workspace,
    OptionalInt level,
    OptionalInt dla,
    Optional<String> layers)
    implements TrtexecRequest {
  private static final long MEBIBYTE = 1L << 20;
  private static final int HIGHEST_LEVEL = 5;

  public BuildRequest {
    if (level.isPresent() && (level.getAsInt() < 0 || level.getAsInt() > HIGHEST_LEVEL)) {
      throw new IllegalArgumentException("level is 0 to 5, not " + level.getAsInt());
    }
    if (dla.isPresent() && dla.getAsInt() < 0) {
      throw new IllegalArgumentException("cores count from 0, not " + dla.getAsInt());
    }
  }

  @Override
  public List<String> words(TrtexecDialect dialect) {
    List<String> words = new ArrayList<>();
    words.add("--onnx=" + variant);
    words.add("--saveEngine=" + engine);
    words.addAll(dialect.typing(precision, dla.isPresent()));
    timingCache.ifPresent(file -> words.add("--timingCacheFile=" + file));
    // Without a unit every version reads mebibytes; 8 does not know units at all.
    workspace.ifPresent(size -> words.add("--memPoolSize=workspace:" + size.bytes() / MEBIBYTE));
    level.ifPresent(number -> words.add("--builderOptimizationLevel=" + number));
    dla.ifPresent(core -> words.addAll(List.of("--useDLACore=" + core, "--allowGPUFallback")));
    words.add("--profilingVerbosity=detailed");
    layers.ifPresent(file -> words.add("--exportLayerInfo=" + file));
    words.add(dialect.withoutInference());
    return List.copyOf(words);
  }

  @Override
  public List<String> objections(TrtexecDialect dialect) {
    List<String> objections = new ArrayList<>();
    if (level.isPresent() && !dialect.hasOptimizationLevels()) {
      objections.add(
          "TensorRT "
              + dialect.parserName()
              + " has no optimisation levels, but "
              + level.getAsInt()
              + " is wanted: leave the level out for this kind of board");
    }
    if (workspace.isPresent() && workspace.get().bytes() < MEBIBYTE) {
      objections.add(
          "a workspace is given in whole MiB, but only " + workspace.get() + " are allowed");
    }
    if (dla.isPresent() && precision == Precision.FP32) {
      objections.add("the DLA computes in fp16 and int8 only, but fp32 is wanted of it");
    }
    if (dla.isPresent() && precision != Precision.FP16 && dialect != TrtexecDialect.V11) {
      objections.addAll(quantized());
    }
    return List.copyOf(objections);
  }

  private List<String> quantized() {
    return precision == Precision.FP32
        ? List.of()
        : List.of(
            "before TensorRT 11 the DLA takes no quantization that stands in the graph, but "
                + precision
                + " is wanted of it: use fp16 there, or the GPU");
  }

  /** 11.4.1 brought it back, for Jetson AGX Orin alone: the version cannot tell the module. */
  @Override
  public List<String> objections(TrtexecVersion version) {
    boolean known = !version.atLeast(10, 8, 0) || version.atLeast(11, 4, 1);
    return dla.isEmpty() || known
        ? List.of()
        : List.of(
            "TensorRT 10.8 to 11.4.0 does not support the DLA (10.7 was the last, 11.4.1 has it again"
                + " on AGX Orin): leave dla out for this kind of board");
  }
}
