package dev.gantry.converter;

import dev.gantry.converter.emit.EmissionRequest;
import dev.gantry.dossier.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that decides the bytes of a variant.
 *
 * @param model of all files of the model
 * @param samples of all that the model is fed while it is converted
 * @param choices method, plan, ranges, operator set: what was chosen beside the request
 */
record ConversionRecipe(
    Digest model, EmissionRequest wish, Digest samples, SortedMap<String, String> choices) {
  ConversionRecipe {
    choices = Collections.unmodifiableSortedMap(new TreeMap<>(choices));
  }

  Digest digest() {
    StringBuilder text = new StringBuilder("gantry conversion 1\n");
    line(text, "converter", Converter.VERSION);
    line(text, "runtime", dev.gantry.inference.OrtProcess.version());
    line(text, "model", model.toString());
    line(text, "precision", wish.precision().toString());
    line(text, "dialect", wish.dialect().toString());
    line(text, "keep", wish.keepAuto() ? "auto" : "none");
    line(text, "ends", wish.halfEnds() ? "half" : "kept");
    line(text, "samples", samples.toString());
    choices.forEach((key, value) -> line(text, "choice " + key, value));
    return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** With lengths: no two recipes read the same. */
  private static void line(StringBuilder text, String key, String value) {
    text.append(key.length()).append(' ').append(key).append('=');
    text.append(value.length()).append(' ').append(value).append('\n');
  }
}
