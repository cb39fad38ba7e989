package dev.gantry.converter;

import dev.gantry.converter.observe.Samples;
import dev.gantry.dossier.Progress;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Who looks on while a model is converted, and who may call a halt. */
public record ConversionWatch(Consumer<Progress> progress, BooleanSupplier cancelled) {
  private static final String CANCELLED = "nothing half-made is left";

  public static ConversionWatch nobody() {
    return new ConversionWatch(progress -> {}, () -> false);
  }

  /** Tells that a conversion begins; ends it at once where someone has called a halt. */
  public void start(String name) {
    check();
    progress.accept(Progress.begun(Progress.Stage.CONVERT, name, "convert"));
  }

  /** Tells how it ended. */
  public void end(String name, String how) {
    progress.accept(Progress.ended(Progress.Stage.CONVERT, name, how, 0, 0));
  }

  /** Tells of a new step; ends it all where someone has called a halt. */
  public void begin(String name, String what) {
    check();
    progress.accept(Progress.note(Progress.Stage.CONVERT, name, what));
  }

  /** Samples whose reading is the progress of a step. */
  public Samples watched(String name, String what, Samples samples) {
    int count = samples.count();
    return new WatchedSamples(
        samples,
        sample -> {
          check();
          progress.accept(new Progress(Progress.Stage.CONVERT, name, what, sample + 1L, count));
        });
  }

  public void check() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException(CANCELLED);
    }
  }
}
