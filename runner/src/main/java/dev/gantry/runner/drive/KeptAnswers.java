package dev.gantry.runner.drive;

import dev.gantry.dossier.RefusedException;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.ReadyEngine;
import dev.gantry.runner.RunOutput;
import dev.gantry.runner.SampleAnswer;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerFiles;
import dev.gantry.runner.wire.RunnerLine;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/** Keeps what some of the timed queries answered: a few copies, however long the run. */
public final class KeptAnswers {
  private static final long MOST_BYTES = 64L << 20;

  private final RunOutput outbox;
  private final Deque<SampleAnswer> kept = new ArrayDeque<>();
  private long bytes;
  private int taken;
  private boolean told = true;

  public KeptAnswers(RunOutput outbox) {
    this.outbox = outbox;
  }

  public void keep(ReadyEngine engine, long query) throws BackendException {
    int place = engine.batch() - 1 - taken++ % engine.batch();
    keep(engine.answer(query, place));
  }

  public void keep(SampleAnswer answer) {
    kept.addLast(answer);
    bytes += answer.bytes();
    // The latest are worth most: what goes wrong with time shows in them.
    while (bytes > MOST_BYTES && kept.size() > 1) {
      bytes -= kept.removeFirst().bytes();
    }
    told = false;
  }

  /** Writes all that are kept, unless that was done since the last came. */
  public void tell() throws IOException, BackendException, RefusedException {
    if (told) {
      return;
    }
    RunnerLine.Wrote wrote =
        outbox.file(
            RunnerFiles.ANSWERS,
            file -> {
              try (TensorFileWriter writer = new TensorFileWriter(file, kept.size())) {
                for (SampleAnswer answer : kept) {
                  writer.write(answer.outputs());
                }
              }
            });
    String samples =
        kept.stream()
            .map(answer -> String.valueOf(answer.sample()))
            .collect(Collectors.joining(","));
    outbox.fact("answers.samples", samples);
    outbox.say(wrote);
    told = true;
  }
}
