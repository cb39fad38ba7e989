package dev.gantry.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.program.BoardProgram;
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
import java.util.stream.LongStream;

/** A job's folder on a board, with what the runner said and left in it. */
public final class JobFolder {
  private final Path folder;
  private final List<RunnerLine> said = new ArrayList<>();

  public JobFolder(Path folder) {
    this.folder = folder;
  }

  public Path engine() {
    return at("m.onnx");
  }

  public Path at(String name) {
    return folder.resolve(name);
  }

  public void samples(List<List<Tensor>> samples) throws IOException {
    try (TensorFileWriter writer = new TensorFileWriter(at("in.tensors"), samples.size())) {
      for (List<Tensor> sample : samples) {
        writer.write(sample);
      }
    }
  }

  /** Samples of one row of two numbers, no two alike. */
  public void rows(int number) throws IOException {
    List<List<Tensor>> rows = new ArrayList<>();
    for (int row = 0; row < number; row++) {
      rows.add(List.of(Tensor.ofFloats("x", List.of(1L, 2L), row + 0.125f, -3 * row)));
    }
    samples(rows);
  }

  public static RunnerRequest.Run request(Scenario scenario) {
    return new RunnerRequest.Run("m.onnx", "in.tensors", Optional.of("out.tensors"), 1, scenario);
  }

  public boolean run(Scenario scenario) {
    return ask(request(scenario));
  }

  public boolean ask(RunnerRequest request) {
    said.clear();
    return new BoardProgram(folder, said::add, new NativeCallPulse()).answer(request.words());
  }

  public List<RunnerLine> said() {
    return said;
  }

  public RunnerLine.GaveUp trouble() {
    assertThat(said).doesNotContain(new RunnerLine.End());
    return (RunnerLine.GaveUp) said.get(said.size() - 1);
  }

  /** The last word on it. */
  public Optional<String> fact(String key) {
    return said.stream()
        .filter(line -> line instanceof RunnerLine.Fact fact && fact.key().equals(key))
        .map(line -> ((RunnerLine.Fact) line).value())
        .reduce((old, fresh) -> fresh);
  }

  public long number(String key) {
    return fact(key).map(Long::parseLong).orElseThrow();
  }

  public List<String> wrote() {
    return said.stream()
        .filter(RunnerLine.Wrote.class::isInstance)
        .map(line -> ((RunnerLine.Wrote) line).name())
        .toList();
  }

  /** The times in a file that must be as the runner says; none of them took no time. */
  public long[] times(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(at(name));
    assertThat(said)
        .anySatisfy(
            line -> {
              assertThat(line).isInstanceOf(RunnerLine.Wrote.class);
              RunnerLine.Wrote wrote = (RunnerLine.Wrote) line;
              assertThat(wrote.name()).isEqualTo(name);
              assertThat(wrote.digest()).isEqualTo(Digest.of(bytes));
              assertThat(wrote.size().bytes()).isEqualTo(bytes.length);
            });
    long[] times = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(times);
    assertThat(LongStream.of(times).allMatch(time -> time > 0)).isTrue();
    return times;
  }

  public List<List<Tensor>> tensors(String name) throws IOException {
    List<List<Tensor>> samples = new ArrayList<>();
    try (TensorFileReader reader = new TensorFileReader(at(name))) {
      while (reader.hasNext()) {
        samples.add(reader.next());
      }
    }
    return samples;
  }

  public List<Integer> answeredSamples() {
    return Arrays.stream(fact("answers.samples").orElseThrow().split(","))
        .map(Integer::parseInt)
        .toList();
  }

  /** Bit by bit: what was answered while time was taken is what the accuracy run got. */
  public void assertAnswersAreOutputs() throws IOException {
    List<List<Tensor>> outputs = tensors("out.tensors");
    List<List<Tensor>> answers = tensors("answers.tensors");
    List<Integer> samples = answeredSamples();
    assertThat(answers).hasSameSizeAs(samples).isNotEmpty();
    for (int index = 0; index < samples.size(); index++) {
      assertThat(answers.get(index)).isEqualTo(outputs.get(samples.get(index)));
    }
  }
}
