package dev.gantry.runner.tensorrt;

import dev.gantry.dossier.RefusedException;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.Outbox;
import dev.gantry.runner.wire.RunnerFiles;
import java.io.IOException;
import java.nio.file.Files;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorrt.global.nvinfer.LayerInformationFormat;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IEngineInspector;

/** What became of the graph's layers, in TensorRT's own JSON, byte by byte as it gives it. */
final class Layers {
  private final byte[] json;

  private Layers(byte[] json) {
    this.json = json;
  }

  static Layers of(ICudaEngine engine, RuntimeLog log) throws BackendException {
    IEngineInspector inspector =
        Real.required(engine.createEngineInspector(), "inspector of its layers", log);
    BytePointer text =
        Real.required(
            inspector.getEngineInformation(LayerInformationFormat.kJSON.value),
            "words on its layers",
            log);
    return new Layers(text.getStringBytes());
  }

  void write(Outbox outbox) throws BackendException, IOException, RefusedException {
    outbox.say(outbox.file(RunnerFiles.LAYERS, file -> Files.write(file, json)));
  }
}
