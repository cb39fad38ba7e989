package dev.gantry.validation.accuracy;

import java.util.OptionalLong;

/** Tells how much of a metric an engine lost against its reference, and how sure that is. */
interface SeenLoss {
  /** More than anyone labels: what they do not settle is called hopeless. */
  long MOST_SAMPLES = 100_000;

  long samples();

  /** The loss seen, as a share. */
  double loss();

  /** How often an engine whose loss is the margin looks as bad as this. */
  double within(double margin);

  /** How often an engine whose loss is the margin looks as good as this. */
  double beyond(double margin);

  /** Proven at this confidence to stay within the margin. */
  default boolean kept(double margin, double confidence) {
    return beyond(margin) <= 1 - confidence + 1e-12;
  }

  /** What is lost at least, with this confidence. */
  double lower(double confidence);

  /** What is lost at most, with this confidence. */
  double upper(double confidence);

  /** How many samples would settle it, should they be of the same sort. */
  OptionalLong enoughSamples(double margin, double confidence);

  /** What the loss is made of, in words. */
  String detail();

  /** Remarks on what the proof rests on; empty where there is nothing to remark. */
  String remark();

  /** The sample in which most was lost. */
  String worst();
}
