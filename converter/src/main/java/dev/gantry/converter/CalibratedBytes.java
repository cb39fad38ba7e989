package dev.gantry.converter;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.calibrate.Calibration;
import dev.gantry.converter.calibrate.RangeTable;
import dev.gantry.converter.cpu.CpuInt8Emission;
import dev.gantry.converter.cpu.CpuInt8Settings;
import dev.gantry.converter.emit.Emission;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Int8 for processors, whose ranges can be kept and given back. */
record CalibratedBytes(
    Calibration calibration,
    Optional<RangeTable> known,
    PrecisionPlan plan,
    CpuInt8Settings settings)
    implements Emission {
  @Override
  public EmittedGraph emit(OnnxMl.ModelProto normalised, SampleFeed samples)
      throws RefusedException, IOException {
    List<String> tensors = CpuInt8Emission.tensors(normalised, samples);
    if (tensors.isEmpty()) {
      throw new RefusedException(
          Problem.in(
              "int8",
              "it holds nothing that gains by int8 on a processor",
              "ship it as fp16 or fp32"));
    }
    RangeTable table =
        known.isPresent() ? known.get() : calibration.ranges(normalised, tensors, samples);
    return CpuInt8Emission.with(table, settings)
        .planned(plan)
        .emit(normalised, samples)
        .with(table);
  }
}
