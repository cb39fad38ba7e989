package dev.gantry.converter.cpu;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.calibrate.CalibrationCost;
import dev.gantry.converter.calibrate.RangeMethod;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.observe.SampleFeed;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the int8 variant of one model, for measuring it from outside. */
public final class CpuEmissionTrial {
  private CpuEmissionTrial() {}

  /** Arguments: model, folder of samples, method, auto or none (what to keep in float), output. */
  public static void main(String[] arguments) throws Exception {
    OnnxMl.ModelProto model =
        OnnxMl.ModelProto.parseFrom(Files.readAllBytes(Path.of(arguments[0])));
    SampleFeed samples = CalibrationCost.samples(model, Path.of(arguments[1]), 32);
    model =
        new ModelNormaliser()
            .normalise(
                OnnxModel.read(Path.of(arguments[0])), samples.spread(2), new OpsetRange(13, 22))
            .model();
    CpuInt8Settings settings =
        arguments[3].equals("auto") ? CpuInt8Settings.usual() : CpuInt8Settings.keepingNothing();
    EmittedGraph emitted =
        CpuInt8Emission.calibrating(RangeMethod.parse(arguments[2]), settings).emit(model, samples);
    emitted.kept().forEach(System.out::println);
    Files.write(Path.of(arguments[4]), emitted.model().toByteArray());
  }
}
