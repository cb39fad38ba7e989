package dev.gantry.runner.tensorrt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import org.bytedeco.tensorrt.nvinfer.ILogger;

/** Takes what TensorRT says by itself: the last errors are kept, the warnings counted. */
final class RuntimeLog extends ILogger {
  private static final int MOST = 6;

  private final Deque<String> errors = new ArrayDeque<>();
  private int warnings;

  /**
   * Called by TensorRT, from threads of its own too. What is thrown here would surface anywhere.
   */
  @Override
  @SuppressWarnings("CatchingUnchecked")
  public void log(Severity severity, String message) {
    try {
      take(severity.intern(), message);
    } catch (Exception e) {
      // Nobody is there to be told.
    }
  }

  private synchronized void take(Severity severity, String message) {
    if (severity == Severity.kWARNING) {
      warnings++;
    } else if (severity == Severity.kERROR || severity == Severity.kINTERNAL_ERROR) {
      errors.addLast(message.replaceAll("\\s+", " ").strip());
      if (errors.size() > MOST) {
        errors.removeFirst();
      }
    }
  }

  synchronized int warnings() {
    return warnings;
  }

  /** The last errors, in words; TensorRT may fail without any. */
  synchronized String words() {
    return errors.isEmpty()
        ? "it does not say why"
        : errors.stream().collect(Collectors.joining(" | "));
  }
}
