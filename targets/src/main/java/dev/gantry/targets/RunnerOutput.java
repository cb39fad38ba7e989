package dev.gantry.targets;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.targets.job.JobState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads what a runner says, line by line, and makes a report or a trouble of it in the end. */
final class RunnerOutput implements Consumer<String> {
  /** How the lines begin in which a Java that crashed says where; they come between all others. */
  private static final String CRASH = "# ";

  private static final int LONGEST_CRASH = 2000;

  private final String board;
  private final Consumer<String> log;
  private final Consumer<Progress> progress;
  private final Map<String, String> facts = new TreeMap<>();
  private final Map<String, RunnerLine.Wrote> files = new HashMap<>();
  private Optional<RunnerLine.GaveUp> trouble = Optional.empty();
  private Progress latest;
  private final StringBuilder crash = new StringBuilder();
  private boolean ended;
  private volatile boolean begun;
  private volatile long heard = System.nanoTime();

  RunnerOutput(String board, Consumer<String> log, Consumer<Progress> progress) {
    this.board = board;
    this.log = log;
    this.progress = progress;
    this.latest = Progress.note(Progress.Stage.VISIT, board, "the runner is at work");
  }

  @Override
  public void accept(String text) {
    heard = System.nanoTime();
    begun = true;
    Optional<RunnerLine> line = RunnerLine.read(text);
    if (text.startsWith(CRASH) && crash.length() < LONGEST_CRASH) {
      crash.append(text).append('\n');
    }
    if (line.filter(RunnerLine.Alive.class::isInstance).isEmpty()) {
      log.accept(text);
    }
    line.ifPresent(this::take);
  }

  /** How long the runner has said nothing at all, not even that it lives. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heard);
  }

  /** True once the runner has said anything. */
  boolean begun() {
    return begun;
  }

  /** Begins to listen anew: while the link was lost, silence said nothing of the runner. */
  void listen() {
    heard = System.nanoTime();
  }

  /** The report of a runner that did everything; its words as trouble otherwise. */
  RunnerReport report(String name, JobState end) throws RigException {
    if (trouble.isPresent()) {
      throw new RigException(
          new Trouble(
              trouble.get().blame(),
              board,
              trouble.get().what(),
              "the runner's log is in the trial's folder"));
    }
    int status = end.status().orElse(-1);
    if (status != 0 || !ended) {
      throw died(status, end.errors());
    }
    return new RunnerReport(
        name,
        new TreeMap<>(facts),
        files,
        Map.of(),
        end.telemetry().flatMap(TelemetryAccount::read));
  }

  private void take(RunnerLine line) {
    if (line instanceof RunnerLine.Step step) {
      latest = new Progress(Progress.Stage.VISIT, board, step.what(), step.done(), step.total());
      progress.accept(latest);
    } else if (line instanceof RunnerLine.Alive) {
      // Who watches wants to hear that it goes on, however long one step takes.
      progress.accept(latest);
    } else if (line instanceof RunnerLine.Fact fact) {
      facts.put(fact.key(), fact.value());
    } else if (line instanceof RunnerLine.Wrote file) {
      files.put(file.name(), file);
    } else if (line instanceof RunnerLine.GaveUp gaveUp) {
      trouble = Optional.of(gaveUp);
    } else if (line instanceof RunnerLine.End) {
      ended = true;
    }
  }

  private RigException died(int status, String errors) {
    RunnerFailure death = RunnerFailure.of(status, crash.toString(), errors);
    return new RigException(new Trouble(Blame.TOOLCHAIN, board, death.what(), death.remedy()));
  }
}
