package dev.gantry.runner.tensorrt;

import dev.gantry.dossier.RefusedException;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.RunOutput;
import dev.gantry.runner.wire.RunnerFiles;
import java.io.IOException;
import java.nio.file.Files;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorrt.global.nvinfer.LayerInformationFormat;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IEngineInspector;

/** Holds what became of the graph's layers, in TensorRT's own JSON, byte by byte as it gives it. */
final class LayerJson {
  private final byte[] json;

  private LayerJson(byte[] json) {
    this.json = json;
  }

  static LayerJson of(ICudaEngine engine, RuntimeLog log) throws BackendException {
    IEngineInspector inspector =
        NativeObjects.required(engine.createEngineInspector(), "inspector of its layers", log);
    BytePointer text =
        NativeObjects.required(
            inspector.getEngineInformation(LayerInformationFormat.kJSON.value),
            "words on its layers",
            log);
    return new LayerJson(text.getStringBytes());
  }

  void write(RunOutput outbox) throws BackendException, IOException, RefusedException {
    outbox.say(outbox.file(RunnerFiles.LAYERS, file -> Files.write(file, json)));
  }
}
