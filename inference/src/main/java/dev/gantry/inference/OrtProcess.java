package dev.gantry.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * ONNX Runtime in this process: one environment, made in a way that survives a long command line.
 */
public final class OrtProcess {
  /**
   * ONNX Runtime 1.29 matches the command line of its process against a regular expression that
   * recurses once a letter: a class path of some 4 KB overflows an ordinary stack of 1 MiB, and the
   * JVM dies without a word. Only pages that are used are taken.
   */
  private static final long STACK_BYTES = 256L << 20;

  private OrtProcess() {}

  public static String version() {
    return environment().getVersion();
  }

  public static OrtEnvironment environment() {
    return Holder.ENVIRONMENT;
  }

  /** To be filled in; the runtime loads its libraries with these, unless it has started before. */
  static OrtSession.SessionOptions options() {
    environment();
    return new OrtSession.SessionOptions();
  }

  // Not within the holder: its initialisation would wait for a thread that waits for it.
  private static OrtEnvironment make() {
    CompletableFuture<OrtEnvironment> made = new CompletableFuture<>();
    Runnable start =
        () -> {
          try {
            NativeLibraries.provide();
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            removeUnusedFolder();
            made.complete(environment);
          } catch (LinkageError | RuntimeException e) {
            made.completeExceptionally(e);
          }
        };
    new Thread(null, start, "onnxruntime-start", STACK_BYTES).start();
    try {
      return made.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("ONNX Runtime does not start on this machine", e.getCause());
    }
  }

  /**
   * ONNX Runtime makes a folder to unpack its libraries into, also where they lie unpacked already,
   * and removes it at a normal end only: one that is killed would leave it. It is told of nowhere
   * else than in this field.
   */
  private static void removeUnusedFolder() {
    try {
      Field field = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
      field.setAccessible(true);
      if (field.get(null) instanceof Path folder) {
        Files.deleteIfExists(folder);
      }
    } catch (ReflectiveOperationException | RuntimeException | IOException e) {
      // It holds the libraries, or another release has no such field: the end of the program is its
      // end too.
    }
  }

  private static final class Holder {
    static final OrtEnvironment ENVIRONMENT = make();
  }
}
