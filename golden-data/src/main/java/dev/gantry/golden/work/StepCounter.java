package dev.gantry.golden.work;

import dev.gantry.dossier.Progress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts the steps of one piece of work, from as many threads as take them. */
public final class StepCounter {
  private final String where;
  private final String what;
  private final Consumer<Progress> progress;
  private final AtomicInteger done = new AtomicInteger();

  public StepCounter(String where, String what, Consumer<Progress> progress) {
    this.where = where;
    this.what = what;
    this.progress = progress;
  }

  /** One more of so many is done. */
  public void of(int total) {
    progress.accept(
        new Progress(Progress.Stage.GOLDEN, where, what, done.incrementAndGet(), total));
  }
}
