package dev.gantry.targets.standin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrtexecStandInTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private int status;
  private String said = "";

  @BeforeEach
  void home() {
    environment.put("HOME", folder.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "8.5.2,   stronglyTyped,   [TensorRT v8502]",
    "8.5.2,   skipInference,   [TensorRT v8502]",
    "8.6.2,   stronglyTyped,   [TensorRT v8602]",
    "10.3.0,  workspace,       [TensorRT v100300]",
    "10.3.0,  buildOnly,       [TensorRT v100300]",
    "10.13.3, noCudaGraph,     [TensorRT v101303] [b9]",
    "11.4.1,  fp16,            [TensorRT v110401] [b0]",
    "11.4.1,  calib,           [TensorRT v110401] [b0]"
  })
  void an_option_that_a_version_lacks_fails_the_run(String version, String option, String banner)
      throws Exception {
    run(version, 87, "--onnx=" + model("", 13), "--" + option);
    assertThat(status).isEqualTo(1);
    assertThat(said)
        .startsWith("&&&& RUNNING TensorRT.trtexec " + banner + " # ")
        .contains("[E] Unknown option: --" + option + " ")
        .contains("&&&& FAILED TensorRT.trtexec " + banner);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.5.2", "8.6.2", "10.3.0", "10.13.3", "11.4.1"})
  void what_is_built_runs(String version) throws Exception {
    run(version, 87, "--onnx=" + model("", 13), "--saveEngine=" + at("e.plan"), build(version));
    assertThat(said).contains("simulated", "&&&& PASSED");
    Path input = Files.write(folder.resolve("x.raw"), new byte[] {0, 0, (byte) 0x80, 0x3f});
    run(version, 87, load("--loadInputs='x':" + input, "--exportTimes=" + at("t.json")));
    assertThat(status).as(said).isZero();
    assertThat(Files.readString(folder.resolve("t.json"))).contains("\"latencyMs\" : ");
  }

  @Test
  void an_engine_of_another_version_or_device_is_refused() throws Exception {
    run("8.6.2", 87, "--onnx=" + model("", 13), "--saveEngine=" + at("e.plan"), "--skipInference");
    run("8.5.2", 87, load());
    assertThat(said).contains("expecting library version 8.5.2.2 got 8.6.2.3, please rebuild.");
    run("8.6.2", 72, load());
    assertThat(said).contains("expecting compute 7.2 got compute 8.7, please rebuild.");
    assertThat(status).isEqualTo(1);
    run("8.6.2", 87, "--getPlanVersionOnly", "--loadEngine=" + at("e.plan"));
    assertThat(said).contains("Plan was created with TensorRT version 8.6.2.3");
  }

  @Test
  void a_damaged_engine_is_refused_but_passes_where_it_is_not_run() throws Exception {
    run("10.3.0", 87, "--onnx=" + model("", 13), "--saveEngine=" + at("e.plan"), "--skipInference");
    byte[] whole = Files.readAllBytes(folder.resolve("e.plan"));
    Files.write(folder.resolve("e.plan"), java.util.Arrays.copyOf(whole, whole.length - 3));
    run("10.3.0", 87, load());
    assertThat(said).contains("Engine deserialization failed", "&&&& FAILED");
    run("10.3.0", 87, load("--skipInference"));
    assertThat(said).contains("Engine deserialization failed", "&&&& PASSED");
  }

  @ParameterizedTest
  @CsvSource({"8.5.2, 17", "8.6.2, 18", "10.3.0, 20", "11.4.1, 25"})
  void a_graph_that_is_too_new_is_refused(String version, int opset) throws Exception {
    run(version, 87, "--onnx=" + model("", opset), build(version));
    assertThat(status).as(said).isZero();
    run(version, 87, "--onnx=" + model("", opset + 1), build(version));
    assertThat(said).contains("Failed to parse onnx file", "&&&& FAILED");
  }

  @Test
  void an_operator_that_nobody_knows_is_named() throws Exception {
    run("10.3.0", 87, "--onnx=" + model("elsewhere", 13), "--skipInference");
    assertThat(said).contains("While parsing node number 0 [Add -> \"y\"]", "Plugin not found");
    assertThat(status).isEqualTo(1);
  }

  @Test
  void an_input_of_the_wrong_size_or_name_is_refused() throws Exception {
    run("10.3.0", 87, "--onnx=" + model("", 13), "--saveEngine=" + at("e.plan"), "--skipInference");
    Path input = Files.write(folder.resolve("x.raw"), new byte[3]);
    run("10.3.0", 87, load("--loadInputs=x:" + input));
    assertThat(said).contains("Input binding size is: 4 bytes but the file size is 3 bytes.");
    run("10.3.0", 87, load("--loadInputs=z:" + input));
    assertThat(said).contains("Cannot find input tensor with name \"z\"");
    run("10.3.0", 87, load("--loadInputs=x:" + at("gone.raw")));
    assertThat(said).contains("Cannot open file ").contains("&&&& FAILED");
  }

  @Test
  void inspection_is_told_in_the_words_of_the_version() throws Exception {
    for (String version : new String[] {"8.6.2", "11.4.1"}) {
      run(
          version,
          87,
          "--onnx=" + model("", 13),
          "--skipInference",
          "--profilingVerbosity=detailed",
          "--exportLayerInfo=" + at("layers.json"));
      assertThat(Files.readString(folder.resolve("layers.json")))
          .contains(version.startsWith("11") ? "\"I/O Tensors\"" : "\"Bindings\"")
          .contains("[ONNX Layer: node_of_y]");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "out-of-memory,       1, OutOfMemory",
    "failed-exit-0,       0, &&&& FAILED",
    "passed-exit-1,       1, &&&& PASSED",
    "passed-without-file, 0, &&&& PASSED",
    "cut-log,             0, Engine built in"
  })
  void a_fault_comes_when_it_is_asked_for(String fault, int expected, String words)
      throws Exception {
    environment.put("TRTEXEC_FAULT", fault);
    run("10.3.0", 87, "--onnx=" + model("", 13), "--saveEngine=" + at("e.plan"), "--skipInference");
    assertThat(status).isEqualTo(expected);
    assertThat(said).contains(words);
    assertThat(Files.exists(folder.resolve("e.plan")))
        .isEqualTo(!fault.equals("passed-without-file") && !fault.equals("out-of-memory"));
  }

  private static String build(String version) {
    return version.startsWith("8.5") ? "--buildOnly" : "--skipInference";
  }

  private String[] load(String... more) {
    String[] words = java.util.Arrays.copyOf(more, more.length + 4);
    words[more.length] = "--loadEngine=" + at("e.plan");
    words[more.length + 1] = "--iterations=1";
    words[more.length + 2] = "--duration=0";
    words[more.length + 3] = "--warmUp=0";
    return words;
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private void run(String version, int compute, String... words) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Log log = new Log(out, out, Clock.systemUTC());
    status = new TrtexecStandIn(Version.of(version), compute, environment, log).run(words);
    said = bytes.toString(StandardCharsets.UTF_8);
  }

  /** {@code y = x + x}, of an operator set that may be anybody's. */
  private Path model(String domain, int opset) throws IOException {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(1);
    tensor.getShapeBuilder().addDimBuilder().setDimValue(1);
    TypeProto type = TypeProto.newBuilder().setTensorType(tensor).build();
    GraphProto.Builder graph = GraphProto.newBuilder().setName("small");
    graph
        .addNodeBuilder()
        .setOpType("Add")
        .setDomain(domain)
        .addInput("x")
        .addInput("x")
        .addOutput("y");
    graph.addInputBuilder().setName("x").setType(type);
    graph.addOutputBuilder().setName("y").setType(type);
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
            .setGraph(graph)
            .build();
    return Files.write(folder.resolve("small.onnx"), model.toByteArray());
  }
}
