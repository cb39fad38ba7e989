package dev.gantry.runner.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.runner.NativeCallPulse;
import dev.gantry.runner.SmallGraph;
import dev.gantry.runner.tensor.TensorFileReader;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardProgramTest {
  @TempDir Path folder;
  private final List<RunnerLine> said = new ArrayList<>();

  private boolean ask(RunnerRequest request) {
    return ask(request.words());
  }

  private boolean ask(List<String> words) {
    said.clear();
    return new BoardProgram(folder, said::add, new NativeCallPulse()).answer(words);
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  private RunnerRequest.Run run(Path engine, int queries) {
    return new RunnerRequest.Run(
        engine.toString(),
        "in.tensors",
        Optional.of("out.tensors"),
        1,
        new Scenario.Single(2, queries, 1));
  }

  private void samples(List<List<Tensor>> samples) throws IOException {
    try (TensorFileWriter writer = new TensorFileWriter(at("in.tensors"), samples.size())) {
      for (List<Tensor> sample : samples) {
        writer.write(sample);
      }
    }
  }

  private void twoSamples() throws IOException {
    samples(
        List.of(
            List.of(Tensor.ofFloats("x", List.of(1L, 2L), 1.5f, -2)),
            List.of(Tensor.ofFloats("x", List.of(1L, 2L), 7, 0.25f))));
  }

  private RunnerLine.Wrote wrote(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(at(name));
    return new RunnerLine.Wrote(name, Digest.of(bytes), new ByteCount(bytes.length));
  }

  private RunnerLine.GaveUp trouble() {
    assertThat(said).doesNotContain(new RunnerLine.End());
    RunnerLine last = said.get(said.size() - 1);
    assertThat(last).isInstanceOf(RunnerLine.GaveUp.class);
    return (RunnerLine.GaveUp) last;
  }

  @Test
  void an_engine_is_built_and_run_to_the_end() throws IOException {
    SmallGraph.doubling(at("variant.onnx"), 1, 2);
    Path engine = at("engine.onnx");

    assertThat(ask(new RunnerRequest.Build("variant.onnx", "engine.onnx", 1))).isTrue();
    assertThat(said).contains(wrote("engine.onnx")).endsWith(new RunnerLine.End());

    twoSamples();
    assertThat(ask(run(engine, 600))).isTrue();
    assertThat(said)
        .contains(wrote("out.tensors"), wrote("times.ns"), new RunnerLine.Step(600, 600, "timed"))
        .endsWith(new RunnerLine.End());
    assertThat(said.stream().filter(RunnerLine.Fact.class::isInstance))
        .extracting(line -> ((RunnerLine.Fact) line).key())
        .contains(
            "load.ns",
            "first.ns",
            "onnxruntime.version",
            "clock.drift-ms",
            "memory.peak-kib",
            "memory.engine-kib",
            "loop.ns",
            "answers.samples");
  }

  @Test
  void outputs_are_those_of_each_sample_and_times_are_nanoseconds_of_each_query()
      throws IOException {
    twoSamples();
    long before = System.nanoTime();
    assertThat(ask(run(SmallGraph.doubling(at("m.onnx"), 1, 2), 50))).isTrue();
    long took = System.nanoTime() - before;

    try (TensorFileReader outputs = new TensorFileReader(at("out.tensors"))) {
      assertThat(outputs.samples()).isEqualTo(2);
      assertThat(outputs.next().get(0).floats()).containsExactly(3, -4);
      assertThat(outputs.next().get(0).floats()).containsExactly(14, 0.5f);
    }
    ByteBuffer times =
        ByteBuffer.wrap(Files.readAllBytes(at("times.ns"))).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(times.remaining()).isEqualTo(50 * 8);
    long sum = 0;
    while (times.hasRemaining()) {
      long time = times.getLong();
      assertThat(time).isPositive();
      sum += time;
    }
    assertThat(sum).isLessThan(took);
  }

  @Test
  void more_samples_than_are_kept_for_timing_are_all_run() throws IOException {
    List<List<Tensor>> many = new ArrayList<>();
    for (int index = 0; index < 200; index++) {
      many.add(List.of(Tensor.ofFloats("x", List.of(1L, 1L), index)));
    }
    samples(many);
    assertThat(ask(run(SmallGraph.doubling(at("m.onnx"), 1, 1), 10))).isTrue();
    try (TensorFileReader outputs = new TensorFileReader(at("out.tensors"))) {
      for (int index = 0; index < 200; index++) {
        assertThat(outputs.next().get(0).floats()).containsExactly(2f * index);
      }
      assertThat(outputs.hasNext()).isFalse();
    }
  }

  @Test
  void a_missing_file_is_trouble_that_names_it() throws IOException {
    twoSamples();
    ask(run(at("none.onnx"), 1));
    assertThat(trouble().what()).contains("none.onnx");

    ask(new RunnerRequest.Build(at("none.onnx").toString(), at("e.onnx").toString(), 1));
    assertThat(trouble().what()).contains("none.onnx");

    Files.delete(at("in.tensors"));
    ask(run(SmallGraph.doubling(at("m.onnx"), 1, 2), 1));
    assertThat(trouble().what()).contains("no such file on the board", "in.tensors");
    assertThat(trouble().blame()).isEqualTo(Blame.RACK);
  }

  @Test
  void an_engine_of_garbage_is_trouble_of_the_toolchain() throws IOException {
    twoSamples();
    long seed = 7_205;
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      byte[] garbage = new byte[random.nextInt(300)];
      random.nextBytes(garbage);
      Files.write(at("garbage.onnx"), garbage);
      assertThat(ask(run(at("garbage.onnx"), 1))).as("seed %d, round %d", seed, round).isFalse();
      assertThat(trouble().blame()).isEqualTo(Blame.TOOLCHAIN);
      assertThat(trouble().what()).startsWith("ONNX Runtime 1.");
    }
  }

  @Test
  void an_engine_that_lost_its_end_is_trouble() throws IOException {
    byte[] whole = Files.readAllBytes(SmallGraph.doubling(at("m.onnx"), 1, 2));
    twoSamples();
    int refused = 0;
    for (int length = 0; length < whole.length; length++) {
      Files.write(at("cut.onnx"), Arrays.copyOf(whole, length));
      // A cut may leave a graph that is whole in itself; what counts is that nothing crashes.
      refused += ask(run(at("cut.onnx"), 1)) ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(whole.length / 2);
  }

  @Test
  void samples_that_do_not_fit_the_engine_are_trouble() throws IOException {
    Path engine = SmallGraph.doubling(at("m.onnx"), 1, 2);
    for (List<Tensor> wrong :
        List.of(
            List.of(Tensor.ofFloats("z", List.of(1L, 2L), 1, 2)),
            List.of(Tensor.ofFloats("x", List.of(1L, 3L), 1, 2, 3)),
            List.of(Tensor.ofFloats("x", List.of(2L), 1, 2)),
            List.of(
                new Tensor(
                    new TensorSpec("x", ElementType.INT32, List.of(1L, 2L)),
                    ByteBuffer.allocate(8))),
            List.of(
                new Tensor(
                    new TensorSpec("x", ElementType.UINT32, List.of(1L, 2L)),
                    ByteBuffer.allocate(8))),
            List.<Tensor>of())) {
      samples(List.of(wrong));
      assertThat(ask(run(engine, 1))).as(wrong.toString()).isFalse();
      assertThat(trouble().blame()).as(wrong.toString()).isEqualTo(Blame.TOOLCHAIN);
      assertThat(trouble().what()).hasSizeGreaterThan(10);
    }
  }

  @Test
  void a_golden_set_without_samples_is_trouble_and_not_a_success() throws IOException {
    samples(List.of());
    assertThat(ask(run(SmallGraph.doubling(at("m.onnx"), 1, 2), 1))).isFalse();
    assertThat(trouble().what()).contains("no sample");
  }

  @Test
  void damaged_samples_are_trouble() throws IOException {
    twoSamples();
    byte[] whole = Files.readAllBytes(at("in.tensors"));
    Files.write(at("in.tensors"), Arrays.copyOf(whole, whole.length - 1));
    assertThat(ask(run(SmallGraph.doubling(at("m.onnx"), 1, 2), 1))).isFalse();
    assertThat(trouble().what()).contains("cut short");
  }

  @Test
  void outputs_that_are_empty_or_of_any_number_format_are_carried_over() throws IOException {
    samples(List.of(List.of(Tensor.ofFloats("x", List.of(0L)))));
    assertThat(ask(run(SmallGraph.doubling(at("m.onnx"), -1), 1))).as(said.toString()).isTrue();

    // ONNX's own numbers of its element types.
    Object[][] types = {
      {2, ElementType.UINT8},
      {3, ElementType.INT8},
      {4, ElementType.UINT16},
      {5, ElementType.INT16},
      {6, ElementType.INT32},
      {7, ElementType.INT64},
      {9, ElementType.BOOL},
      {10, ElementType.FLOAT16},
      {11, ElementType.FLOAT64},
      {12, ElementType.UINT32},
      {13, ElementType.UINT64},
      {16, ElementType.BFLOAT16}
    };
    samples(List.of(List.of(Tensor.ofFloats("x", List.of(2L), 1, 1))));
    for (Object[] type : types) {
      Path cast = SmallGraph.one(at("cast.onnx"), "Cast", List.of("x"), 1, (Integer) type[0], 2);
      Files.deleteIfExists(at("out.tensors"));
      assertThat(ask(run(cast, 1))).as(said.toString()).isTrue();
      try (TensorFileReader outputs = new TensorFileReader(at("out.tensors"))) {
        assertThat(outputs.next().get(0).spec().type()).as("%s", said).isEqualTo(type[1]);
      }
    }
  }

  @Test
  void words_that_make_no_request_are_trouble() {
    assertThat(ask(List.of())).isFalse();
    assertThat(trouble().what()).contains("build, run and self-test");
    assertThat(ask(List.of("run", "queries=x"))).isFalse();
    trouble();
    assertThat(
            ask(
                List.of(
                    "run",
                    "engine=e",
                    "samples=s",
                    "threads=1",
                    "scenario=single",
                    "warm-up=0",
                    "queries=-1")))
        .isFalse();
    assertThat(trouble().what()).contains("at least one query");
  }
}
