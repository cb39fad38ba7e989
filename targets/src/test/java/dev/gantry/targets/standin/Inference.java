package dev.gantry.targets.standin;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Runs what is in a plan, by ONNX Runtime on one thread. */
final class Inference implements AutoCloseable {
  private final Version version;
  private final Arguments asked;
  private final Optional<Fault> fault;
  private final Log log;
  private final OrtEnvironment runtime = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Map<String, OnnxTensor> feed = new LinkedHashMap<>();
  private final Map<Tensor, byte[]> bindings = new LinkedHashMap<>();

  Inference(Plan plan, Version version, Arguments asked, Optional<Fault> fault, Log log)
      throws OrtException {
    this.version = version;
    this.asked = asked;
    this.fault = fault;
    this.log = log;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = runtime.createSession(plan.onnx(), options);
    }
  }

  void setUp() throws IOException, OrtException, Stopped {
    Map<String, String> files = asked.inputs();
    for (String name : files.keySet()) {
      if (!session.getInputNames().contains(name)) {
        throw new Stopped(
            "Cannot find input tensor with name \""
                + name
                + "\" in the engine bindings! Please make sure the input tensor names are correct.",
            "Invalid tensor names found in --loadInputs flag.",
            "Inference set up failed");
      }
    }
    if (fault.filter(Fault.OUT_OF_MEMORY::equals).isPresent()) {
      throw new Stopped(
          "Error[2]: [executionContext.cpp::initializeExecutionContext::458] Error Code 2: OutOfMemory"
              + " (no further information)",
          "Inference set up failed");
    }
    for (NodeInfo input : session.getInputInfo().values()) {
      Tensor tensor = Tensor.of(input.getName(), true, (TensorInfo) input.getInfo(), version);
      byte[] bytes = values(tensor, Optional.ofNullable(files.get(tensor.name())));
      bindings.put(tensor, bytes);
      feed.put(
          tensor.name(),
          OnnxTensor.createTensor(
              runtime, tensor.widened(bytes), tensor.dimensions(), tensor.type()));
      log.told(
          "Input binding for "
              + tensor.name()
              + " with dimensions "
              + tensor.dimensions("x")
              + " is created.");
    }
    for (String output : session.getOutputNames()) {
      log.told("Output binding for " + output + " is created.");
    }
  }

  private byte[] values(Tensor tensor, Optional<String> file) throws IOException, Stopped {
    if (file.isEmpty()) {
      log.told("Using random values for input " + tensor.name());
      return random(tensor);
    }
    log.told("Using values loaded from " + file.get() + " for input " + tensor.name());
    Path path = Path.of(file.get());
    if (!Files.exists(path)) {
      throw new Stopped("Uncaught exception detected: Cannot open file " + path + "!");
    }
    byte[] found = Files.readAllBytes(path);
    int size = tensor.size();
    // 8 reads what it needs and ignores the rest; 10 minds the size, but lets twice as much pass.
    boolean fits =
        version.major() >= 10
            ? found.length == size || found.length == 2 * size
            : found.length >= size;
    if (!fits) {
      String start =
          "Uncaught exception detected: Unexpected file size for input file: " + path + ". Note: ";
      throw new Stopped(
          version.major() >= 10
              ? start
                  + "Input binding size is: "
                  + size
                  + " bytes but the file size is "
                  + found.length
                  + " bytes. Double check the size and datatype of the provided data."
              : start + "Expected: " + size + " bytes but only read: " + found.length + " bytes");
    }
    return java.util.Arrays.copyOf(found, size);
  }

  private static byte[] random(Tensor tensor) {
    Random random = new Random(1);
    ByteBuffer values = ByteBuffer.allocate(tensor.size()).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    while (values.hasRemaining()) {
      switch (tensor.word()) {
        case "fp32" -> values.putFloat(random.nextFloat() * 2 - 1);
        // Halves between one and two: all that matters is that they are numbers.
        case "fp16" -> values.putShort((short) (0x3c00 | random.nextInt(0x400)));
        case "int32" -> values.putInt(random.nextInt(2));
        case "int64" -> values.putLong(random.nextInt(2));
        default -> values.put((byte) random.nextInt(2));
      }
    }
    return values.array();
  }

  /** The time of each inference, without those of the warm-up. */
  List<Duration> run() throws OrtException {
    long start = System.nanoTime();
    long warm = start + asked.time("warmUp", 1, 200).toNanos();
    long end = warm + asked.time("duration", 1000, 3).toNanos();
    int wanted = asked.number("iterations", 10);
    while (System.nanoTime() < warm) {
      once();
    }
    List<Duration> times = new ArrayList<>();
    while (times.size() < wanted || System.nanoTime() < end) {
      times.add(once());
    }
    return times;
  }

  private Duration once() throws OrtException {
    long start = System.nanoTime();
    if (fault.filter(Fault.SLOW::equals).isPresent()) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    try (OrtSession.Result result = session.run(feed)) {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      for (Map.Entry<String, ai.onnxruntime.OnnxValue> each : result) {
        OnnxTensor value = (OnnxTensor) each.getValue();
        Tensor tensor = Tensor.of(each.getKey(), false, value.getInfo(), version);
        bindings.keySet().removeIf(old -> !old.input() && old.name().equals(tensor.name()));
        bindings.put(tensor, spoiled(tensor, tensor.narrow(value.getByteBuffer())));
      }
      return took;
    }
  }

  private byte[] spoiled(Tensor tensor, byte[] bytes) {
    boolean half = tensor.word().equals("fp16");
    int width = bytes.length / (int) Math.max(1, tensor.elements());
    boolean nan = fault.filter(Fault.NAN_OUTPUTS::equals).isPresent();
    boolean wrong = fault.filter(Fault.WRONG_OUTPUTS::equals).isPresent();
    for (int i = width - 1; i < bytes.length; i += width) {
      if (nan && (half || tensor.word().equals("fp32"))) {
        bytes[i] = 0x7f;
        bytes[i - 1] = (byte) 0xc0;
      } else if (wrong) {
        // A sign, a direction, a class far away.
        bytes[i] ^= (byte) 0x80;
      }
    }
    return bytes;
  }

  /** Into the working directory, as the real program does. */
  void dump() throws IOException {
    log.plain("Dumping I/O Bindings to RAW Files:");
    for (Map.Entry<Tensor, byte[]> each : bindings.entrySet()) {
      Tensor tensor = each.getKey();
      String file = tensor.fileName(version);
      log.plain(
          "Writing file for "
              + (tensor.input() ? "input" : "output")
              + " binding "
              + tensor.name()
              + " (with datatype "
              + tensor.word()
              + " and dimensions "
              + tensor.dimensions(".")
              + ") to "
              + file);
      if (tensor.input() || fault.filter(Fault.PASSED_WITHOUT_FILE::equals).isEmpty()) {
        Files.write(Path.of(file), each.getValue());
      }
    }
  }

  String printed() {
    return Printed.of(bindings);
  }

  @Override
  public void close() throws OrtException {
    feed.values().forEach(OnnxTensor::close);
    session.close();
  }
}
