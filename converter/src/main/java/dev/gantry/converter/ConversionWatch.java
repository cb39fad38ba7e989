package dev.gantry.converter;

import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.Progress;
import dev.gantry.inference.InferenceLimit;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Reports the progress of a conversion, lets somebody cancel it, and limits how long each inference
 * of the model may take.
 *
 * @param raisedBy the option or key that gives inferences more time
 */
public record ConversionWatch(
    Consumer<Progress> progress, BooleanSupplier cancelled, Duration longest, String raisedBy) {
  private static final String CANCELLED = "nothing half-made is left";

  public ConversionWatch(Consumer<Progress> progress, BooleanSupplier cancelled) {
    this(progress, cancelled, InferenceLimit.USUAL, InferenceLimit.OPTION);
  }

  static ConversionWatch nobody() {
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

  public InferenceLimit limit(OnnxModel model) {
    return new InferenceLimit(model.file().toString(), longest, raisedBy, cancelled);
  }

  /** Samples whose reading is the progress of a step. */
  SampleFeed watched(String name, String what, SampleFeed samples) {
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
