package dev.gantry.targets.standin;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** From ONNX to a plan, with the refusals and the lines of a real build. */
record Build(Version version, int compute, Arguments asked, Optional<Fault> fault, Log log) {
  private static final String[] NOT_BUILT = {
    "Engine could not be created from network",
    "Building engine failed",
    "Failed to create engine from model or file.",
    "Engine set up failed"
  };

  Plan run() throws IOException, Stopped {
    long start = System.nanoTime();
    Path path = Path.of(asked.value("onnx").orElse(""));
    byte[] onnx = read(path);
    log.told("Start parsing network model" + (version.major() >= 10 ? "." : ""));
    boolean nothingIsKnown = fault.filter(Fault.UNSUPPORTED_OPERATOR::equals).isPresent();
    ModelProto model = new Parser(version, nothingIsKnown).parse(onnx, path.toString());
    log.told("Finished parsing network model. Parse time: " + seconds(start));
    shapes(model);
    types(model);
    if (fault.filter(Fault.OUT_OF_MEMORY::equals).isPresent()) {
      throw outOfMemory(model);
    }
    boolean cached = cache();
    log.told(
        "[TRT] [MemUsageStats] Peak memory usage of TRT CPU/GPU memory allocators: CPU 1 MiB, GPU 4 MiB");
    Plan plan = Plan.of(version, compute, flags(), onnx);
    log.told("Engine built in " + seconds(start) + " sec.");
    if (cached) {
      log.told("Saved 64 bytes of timing cache to " + asked.value("timingCacheFile").orElse(""));
    }
    return plan;
  }

  private byte[] read(Path path) throws IOException, Stopped {
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new Stopped(
          "[TRT] ModelImporter.cpp:688: Could not open file " + path,
          "Failed to parse onnx file",
          "Parsing model failed",
          "Failed to create engine from model or file.",
          "Engine set up failed");
    }
  }

  /** The real program does not fail here: it takes one for every open dimension, and says so. */
  private void shapes(ModelProto model) {
    for (ValueInfoProto input : model.getGraph().getInputList()) {
      var dimensions = input.getType().getTensorType().getShape().getDimList();
      if (dimensions.stream().anyMatch(each -> !each.hasDimValue())
          && !asked.has("shapes")
          && !asked.has("optShapes")) {
        String taken =
            String.join(
                "x",
                dimensions.stream()
                    .map(each -> each.hasDimValue() ? String.valueOf(each.getDimValue()) : "1")
                    .toList());
        log.warned(
            "Dynamic dimensions required for input: "
                + input.getName()
                + ", but no shapes were provided. Automatically overriding shape to: "
                + taken);
      }
    }
  }

  /** Before 11, a graph with types of its own needs a switch for each, or strong typing. */
  private void types(ModelProto model) throws Stopped {
    if (version.major() >= 11 || asked.has("stronglyTyped") || asked.has("best")) {
      return;
    }
    boolean int8 =
        model.getGraph().getNodeList().stream()
            .anyMatch(
                node ->
                    node.getOpType().equals("QuantizeLinear")
                        || node.getOpType().equals("DequantizeLinear"));
    boolean half =
        model.getGraph().getInitializerList().stream()
            .mapToInt(TensorProto::getDataType)
            .anyMatch(type -> type == DataType.FLOAT16.getNumber());
    if (int8 && !asked.has("int8")) {
      throw notConfigured("int8");
    }
    if (half && !asked.has("fp16")) {
      throw notConfigured("fp16");
    }
  }

  private static Stopped notConfigured(String type) {
    return new Stopped(
        "Error[4]: [network.cpp::validate::2959] Error Code 4: Internal Error ("
            + type
            + " precision has been set for a layer or layer output, but "
            + type
            + " is not configured in the builder)",
        NOT_BUILT[0],
        NOT_BUILT[1],
        NOT_BUILT[2],
        NOT_BUILT[3]);
  }

  private Stopped outOfMemory(ModelProto model) {
    log.warned(
        "[TRT] Requested amount of GPU memory (28579323904 bytes) could not be allocated. There may"
            + " not be enough free memory for allocation to succeed.");
    return new Stopped(
        "Error[2]: [virtualMemoryBuffer.cpp::resizePhysical::140] Error Code 2: OutOfMemory (no further"
            + " information)",
        "Error[10]: [optimizer.cpp::computeCosts::3873] Error Code 10: Internal Error (Could not find"
            + " any implementation for node "
            + (model.getGraph().getNodeCount() > 0 ? Parser.name(model.getGraph().getNode(0)) : "")
            + ".)",
        NOT_BUILT[0],
        NOT_BUILT[1],
        NOT_BUILT[2],
        NOT_BUILT[3]);
  }

  private boolean cache() throws IOException, Stopped {
    Optional<Path> file = asked.value("timingCacheFile").map(Path::of);
    if (file.isEmpty()) {
      log.told(
          "[TRT] Local timing cache in use. Profiling results in this builder pass will not be stored.");
      return false;
    }
    String mark = "timing cache of " + version + " on sm_" + compute;
    if (Files.exists(file.get())) {
      byte[] kept = Files.readAllBytes(file.get());
      log.told("Loaded " + kept.length + " bytes of timing cache from " + file.get());
      if (!new String(kept, java.nio.charset.StandardCharsets.UTF_8).strip().equals(mark)) {
        throw new Stopped(
            "Could not set timing cache: it was made by another version or device",
            NOT_BUILT[2],
            NOT_BUILT[3]);
      }
    } else {
      log.warned(
          "Could not read timing cache from: "
              + file.get()
              + ". A new timing cache will be generated and written.");
    }
    log.told(
        "[TRT] Global timing cache in use. Profiling results in this builder pass will be stored.");
    Files.writeString(file.get(), String.format(Locale.ROOT, "%-63s%n", mark));
    return true;
  }

  private Set<String> flags() {
    Set<String> flags = new TreeSet<>(Set.of("plan"));
    for (String flag : Set.of("fp16", "int8", "best", "stronglyTyped")) {
      if (asked.has(flag)) {
        flags.add(flag);
      }
    }
    if (asked.detailed()) {
      flags.add("detailed");
    }
    if (fault.filter(Fault.INT8_FALLS_BACK::equals).isPresent()) {
      flags.add(Fault.INT8_FALLS_BACK.word());
    }
    return flags;
  }

  private static String seconds(long start) {
    return Digits.six((System.nanoTime() - start) / 1e9);
  }
}
