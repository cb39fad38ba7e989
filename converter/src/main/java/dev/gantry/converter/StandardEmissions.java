package dev.gantry.converter;

import dev.gantry.converter.cpu.CpuInt8Settings;
import dev.gantry.converter.emit.Emission;
import dev.gantry.converter.emit.EmissionRequest;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.half.HalfEmission;
import dev.gantry.converter.quantize.Int8Emission;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.RefusedException;
import java.util.List;

/** Chooses among the writers of this version, by precision and dialect. */
public final class StandardEmissions implements EmissionChoice {
  private static final String USUAL_METHOD = "mse";

  @Override
  public Emission of(ConversionRequest order) throws RefusedException {
    EmissionRequest wish = order.wish();
    new PlanSupport(wish).orRefuse(order.choices().plan());
    return switch (wish.precision()) {
      case FP32 -> (normalised, samples) -> new EmittedGraph(normalised, List.of(), List.of());
      case FP16 -> halves(order);
      case INT8 -> bytes(order);
      case INT8_FP16 ->
          wish.dialect() == Dialect.TENSORRT
              ? new ChainedEmission(bytes(order), halves(order))
              : new ChainedEmission(halves(order), bytes(order));
    };
  }

  private static Emission halves(ConversionRequest order) {
    EmissionRequest wish = order.wish();
    return new HalfEmission(wish.dialect(), wish.halfEnds(), order.choices().plan());
  }

  private static Emission bytes(ConversionRequest order) {
    ConversionOptions choices = order.choices();
    EmissionRequest wish = order.wish();
    return switch (wish.dialect()) {
      case TENSORRT -> new Int8Emission(choices.plan(), wish.keepAuto(), new ChosenRanges(choices));
      case ONNXRUNTIME ->
          new CalibratedBytes(
              choices.methods().calibration(USUAL_METHOD),
              choices.ranges().map(ConversionOptions.KnownRanges::table),
              choices.plan(),
              wish.keepAuto() ? CpuInt8Settings.usual() : CpuInt8Settings.keepingNothing());
    };
  }
}
