package dev.gantry.runner;

import ai.onnxruntime.OrtException;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Tensor;
import dev.gantry.runner.tensor.TensorFileReader;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers one request, speaking only through the lines it hands out. */
final class BoardProgram {
  private final Consumer<RunnerLine> out;

  BoardProgram(Consumer<RunnerLine> out) {
    this.out = out;
  }

  /** True when the request was answered whole. */
  boolean answer(List<String> words) {
    Optional<RunnerLine.GaveUp> trouble = attempt(words);
    out.accept(trouble.<RunnerLine>map(line -> line).orElseGet(RunnerLine.End::new));
    return trouble.isEmpty();
  }

  private Optional<RunnerLine.GaveUp> attempt(List<String> words) {
    try {
      RunnerRequest request = RunnerRequest.read(words);
      Observation.environment(out);
      if (request instanceof RunnerRequest.Build build) {
        build(build);
      } else if (request instanceof RunnerRequest.Run run) {
        run(run);
      }
      return Optional.empty();
    } catch (OrtException e) {
      return gaveUp(Blame.TOOLCHAIN, "ONNX Runtime " + OrtProcess.version() + ": ", e);
    } catch (NoSuchFileException e) {
      return gaveUp(Blame.RACK, "there is no such file on the board: ", e);
    } catch (IOException e) {
      return gaveUp(Blame.RACK, "on the board: ", e);
    } catch (OutOfMemoryError e) {
      return gaveUp(Blame.RACK, "out of memory: ", e);
    } catch (IllegalArgumentException | LinkageError e) {
      return gaveUp(Blame.TOOLCHAIN, "", e);
    }
  }

  private static Optional<RunnerLine.GaveUp> gaveUp(Blame blame, String where, Throwable cause) {
    String message =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return Optional.of(new RunnerLine.GaveUp(blame, where + message));
  }

  private void build(RunnerRequest.Build request) throws OrtException, IOException {
    Path engine = Path.of(request.engine());
    out.accept(new RunnerLine.Step(0, 1, "build"));
    LoadedEngine.build(Path.of(request.variant()), engine, request.threads());
    out.accept(new RunnerLine.Step(1, 1, "build"));
    wrote(engine);
  }

  private void run(RunnerRequest.Run request) throws OrtException, IOException {
    long before = System.nanoTime();
    try (LoadedEngine engine = LoadedEngine.asBuilt(Path.of(request.engine()), request.threads())) {
      out.accept(new RunnerLine.Fact("load.ns", String.valueOf(System.nanoTime() - before)));
      List<List<Tensor>> kept = new ArrayList<>();
      try (TensorFileReader samples = new TensorFileReader(Path.of(request.samples()))) {
        if (request.outputs().isPresent()) {
          Path outputs = Path.of(request.outputs().get());
          try (TensorFileWriter writer = new TensorFileWriter(outputs, samples.samples())) {
            while (samples.hasNext()) {
              List<Tensor> sample = samples.next();
              writer.write(engine.run(sample));
              keep(kept, sample);
            }
          }
          wrote(outputs);
        }
        while (samples.hasNext() && TimedRound.hasRoom(kept)) {
          keep(kept, samples.next());
        }
      }
      time(request, engine, kept);
    }
    Observation.peakMemory(out);
  }

  private void time(RunnerRequest.Run request, LoadedEngine engine, List<List<Tensor>> samples)
      throws OrtException, IOException {
    if (samples.isEmpty()) {
      throw new IOException("the golden set holds no sample");
    }
    Path file = Path.of(request.times());
    Observation observation = new Observation();
    try (TimedRound round = new TimedRound(engine, samples)) {
      long[] times = round.run(request.warmUp(), request.queries(), out);
      ByteBuffer bytes = ByteBuffer.allocate(times.length * 8).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asLongBuffer().put(times);
      Files.write(file, bytes.array());
    }
    observation.clock(out);
    wrote(file);
  }

  private static void keep(List<List<Tensor>> kept, List<Tensor> sample) {
    if (TimedRound.hasRoom(kept)) {
      kept.add(sample);
    }
  }

  private void wrote(Path file) throws IOException {
    out.accept(
        new RunnerLine.Wrote(
            file.getFileName().toString(), FileDigest.of(file), new ByteCount(Files.size(file))));
  }
}
