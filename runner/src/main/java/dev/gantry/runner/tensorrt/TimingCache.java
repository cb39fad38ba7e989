package dev.gantry.runner.tensorrt;

import dev.gantry.dossier.RefusedException;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.RunOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.ITimingCache;

/**
 * Keeps what tactics cost on this GPU, from build to build: a second build of a like model takes
 * less time, and chooses alike. One of another GPU or TensorRT is not believed but begun anew.
 */
record TimingCache(Optional<String> file, RunOutput outbox, RuntimeLog log) {
  static TimingCache of(Optional<String> file, RunOutput outbox, RuntimeLog log) {
    return new TimingCache(file, outbox, log);
  }

  void give(IBuilderConfig config) throws BackendException, IOException {
    if (file.isEmpty()) {
      return;
    }
    boolean believed = Files.isRegularFile(outbox.at(file.get())) && taken(config);
    outbox.fact("timing-cache", believed ? "read" : "begun");
    if (!believed) {
      try (BytePointer nothing = new BytePointer(1)) {
        ITimingCache empty =
            NativeObjects.required(config.createTimingCache(nothing, 0), "timing cache", log);
        config.setTimingCache(empty, false);
      }
    }
  }

  void keep(IBuilderConfig config) throws BackendException, IOException, RefusedException {
    if (file.isEmpty()) {
      return;
    }
    ITimingCache cache = NativeObjects.required(config.getTimingCache(), "timing cache", log);
    IHostMemory bytes = NativeObjects.required(cache.serialize(), "bytes of its timing cache", log);
    outbox.say(outbox.file(file.get(), part -> NativeBytes.write(bytes, part)));
  }

  private boolean taken(IBuilderConfig config) throws IOException {
    try (BytePointer bytes = NativeBytes.read(outbox.at(file.orElseThrow()))) {
      ITimingCache cache = config.createTimingCache(bytes, bytes.limit());
      return NativeObjects.is(cache) && config.setTimingCache(cache, false);
    }
  }
}
