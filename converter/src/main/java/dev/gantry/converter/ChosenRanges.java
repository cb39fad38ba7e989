package dev.gantry.converter;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.calibrate.RangeTable;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.quantize.Int8Emission;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Ranges that were found before, or those of the method that someone chose. */
record ChosenRanges(ConversionOptions choices) implements Int8Emission.RangeSource {
  /** The search for steps clips further where that makes the error less. */
  private static final String ALL = "max";

  @Override
  public Optional<RangeTable> ranges(
      OnnxMl.ModelProto model, Set<String> tensors, SampleFeed samples)
      throws RefusedException, IOException {
    if (choices.ranges().isPresent()) {
      RangeTable table = choices.ranges().get().table();
      table.requireFits(model, tensors);
      return Optional.of(table);
    }
    return choices.methods().isEmpty()
        ? Optional.empty()
        : Optional.of(choices.methods().calibration(ALL).ranges(model, tensors, samples));
  }
}
