package dev.gantry.runner.program;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.RefusedException;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.EngineRuntime;
import dev.gantry.runner.NativeCallPulse;
import dev.gantry.runner.OrtRuntime;
import dev.gantry.runner.RunOutput;
import dev.gantry.runner.drive.ProcessObservation;
import dev.gantry.runner.tensorrt.TensorrtRuntime;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers one request, speaking only through the lines it hands out and writing only into its
 * folder.
 */
public final class BoardProgram {
  private final RunOutput outbox;
  private final NativeCallPulse pulse;

  public BoardProgram(Path folder, Consumer<RunnerLine> out, NativeCallPulse pulse) {
    this.outbox = new RunOutput(folder, out);
    this.pulse = pulse;
  }

  /** True when the request was answered whole. */
  public boolean answer(List<String> words) {
    Optional<RunnerLine.GaveUp> trouble = attempt(words);
    outbox.say(trouble.<RunnerLine>map(line -> line).orElseGet(RunnerLine.End::new));
    return trouble.isEmpty();
  }

  private Optional<RunnerLine.GaveUp> attempt(List<String> words) {
    try {
      RunnerRequest request = RunnerRequest.read(words);
      ProcessObservation.environment(outbox);
      answer(request);
      return Optional.empty();
    } catch (RefusedException e) {
      return gaveUp(Blame.CONFIGURATION, "", e);
    } catch (BackendException e) {
      return gaveUp(e.blame(), "", e);
    } catch (NoSuchFileException e) {
      return gaveUp(Blame.RACK, "there is no such file on the board: ", e);
    } catch (IOException e) {
      return gaveUp(Blame.RACK, "on the board: ", e);
    } catch (OutOfMemoryError e) {
      return gaveUp(Blame.RACK, "out of memory: ", e);
    } catch (InvalidPathException e) {
      return gaveUp(Blame.TOOLCHAIN, "no file can be called so: ", e);
    } catch (IllegalArgumentException | ArithmeticException | LinkageError e) {
      return gaveUp(Blame.TOOLCHAIN, "", e);
    }
  }

  private static Optional<RunnerLine.GaveUp> gaveUp(Blame blame, String where, Throwable cause) {
    String message =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return Optional.of(new RunnerLine.GaveUp(blame, where + message));
  }

  private void answer(RunnerRequest request)
      throws BackendException, IOException, RefusedException {
    EngineRuntime runtime = runtime(request.backend());
    runtime.tell(outbox);
    if (request instanceof RunnerRequest.Build build) {
      outbox.say(new RunnerLine.Step(0, 1, "build"));
      runtime.build(build, outbox);
      outbox.say(new RunnerLine.Step(1, 1, "build"));
    } else if (request instanceof RunnerRequest.Run run) {
      new EngineRun(runtime, run, outbox, pulse).run();
    } else {
      runtime.selfTest(outbox);
    }
  }

  private static EngineRuntime runtime(Backend backend) {
    return switch (backend) {
      case ONNXRUNTIME -> new OrtRuntime();
      case TENSORRT -> new TensorrtRuntime();
      case TRTEXEC ->
          throw new IllegalArgumentException(
              "trtexec is a program of the board's own, and not run by the runner");
    };
  }
}
