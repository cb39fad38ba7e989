package dev.gantry.runner.program;

import dev.gantry.runner.NativeCallPulse;
import dev.gantry.runner.StallWatch;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One request answered on a thread of its own, while another watches that the engine comes on: a
 * status comes of it in any case.
 */
public final class RunnerProcess {
  /** As Java ends a program whose thread died of a fault. */
  private static final int DIED = 1;

  private final Path folder;
  private final Consumer<RunnerLine> out;

  public RunnerProcess(Path folder, Consumer<RunnerLine> out) {
    this.folder = folder;
    this.out = out;
  }

  /** The status to end with; what stands still is left behind, for the process to end with. */
  public int answer(List<String> words) {
    NativeCallPulse pulse = new NativeCallPulse();
    AtomicInteger status = new AtomicInteger(DIED);
    CountDownLatch done = new CountDownLatch(1);
    Thread worker =
        new Thread(
            () -> {
              try {
                boolean whole = new BoardProgram(folder, out, pulse).answer(words);
                status.set(whole ? 0 : RunnerMain.GAVE_UP);
              } finally {
                done.countDown();
              }
            },
            "request");
    worker.setDaemon(true);
    worker.start();
    try {
      Optional<RunnerLine.GaveUp> stalled = new StallWatch(pulse, longest(words)).until(done);
      stalled.ifPresent(out);
      return stalled.isPresent() ? RunnerMain.GAVE_UP : status.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return RunnerMain.GAVE_UP;
    }
  }

  /** Words that are no request are told of by whoever answers them. */
  private static Duration longest(List<String> words) {
    try {
      return RunnerRequest.read(words) instanceof RunnerRequest.Run run
          ? run.longest()
          : RunnerRequest.Run.USUAL;
    } catch (IllegalArgumentException e) {
      return RunnerRequest.Run.USUAL;
    }
  }
}
