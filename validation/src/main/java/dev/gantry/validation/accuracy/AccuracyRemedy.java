package dev.gantry.validation.accuracy;

import dev.gantry.dossier.Precision;

/**
 * Holds what to do about a finding of accuracy that is broken, by its kind and the precision of the
 * engine: one table, so that no two checks advise differently. An engine in full precision is never
 * told to compute more precisely.
 */
record AccuracyRemedy(Precision precision) {
  private static final String LAYERS =
      "find the most damaging layers (gantry convert --golden) and keep them at a higher precision"
          + " (plans)";

  /** An output of another shape, or NaN where the reference has none. */
  String nonsense() {
    return switch (precision) {
      case FP32 -> "look for a wrong graph or damaged weights; " + comparison();
      case FP16, INT8_FP16 ->
          "look for what overflows in float16 (65504) and keep it at fp32 (plans); " + comparison();
      case INT8 -> "look for a wrong graph or scale before looking at precision; " + comparison();
    };
  }

  /** Too far from the reference over all samples. */
  String far(String sample) {
    String start = ", starting with sample '" + sample + "'";
    return switch (precision) {
      case FP32 ->
          "look for another graph, another preprocessing or another runtime than the reference's; "
              + comparison()
              + start;
      case FP16, INT8_FP16 -> LAYERS + "; " + comparison() + start;
      case INT8 ->
          LAYERS + ", or calibrate with other samples or another method; " + comparison() + start;
    };
  }

  /** One sample is far from its reference. */
  String worstSample(String sample) {
    String order =
        "look at the answers in their order first: a buffer that is used again, a batch that is"
            + " filled up";
    return switch (precision) {
      case FP32 -> order + "; " + comparison() + ", starting with sample '" + sample + "'";
      case FP16, INT8_FP16 ->
          order + "; then at what overflows in float16 on sample '" + sample + "'";
      case INT8 ->
          order
              + "; then at ranges that sample '"
              + sample
              + "' leaves: calibrate with samples like it";
    };
  }

  /** More is lost at the task than is allowed. */
  String loss(String sample) {
    String start = "look at the samples that were lost, first '" + sample + "'; ";
    return switch (precision) {
      case FP32 ->
          start + "nothing may be lost in full precision but by another graph or other inputs";
      case FP16, INT8_FP16 -> start + LAYERS + ", or raise the margin";
      case INT8 -> start + LAYERS + ", calibrate with such samples, or raise the margin";
    };
  }

  /** Less is reached at the task than must be. */
  String floor(String sample) {
    String start = "look at the samples that are wrong, first '" + sample + "'; ";
    String set =
        "where the reference reaches no more, correct the preprocessing or the labels of the golden"
            + " set (gantry golden score)";
    return switch (precision) {
      case FP32 -> start + set;
      case FP16, INT8, INT8_FP16 -> start + set + ", and where it does, " + LAYERS;
    };
  }

  private static String comparison() {
    return "compare with the last passing engine (`gantry inspect` both)";
  }
}
