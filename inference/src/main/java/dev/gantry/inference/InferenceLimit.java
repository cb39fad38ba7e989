package dev.gantry.inference;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits how long a model may take to be loaded, or to answer one sample, and knows who may call a
 * halt.
 *
 * @param model what people call it, for the message
 * @param raisedBy the option or key that raises the limit
 */
public record InferenceLimit(
    String model, Duration longest, String raisedBy, BooleanSupplier cancelled) {
  /** A large network on a slow processor answers in seconds; on boards it is the same. */
  public static final Duration USUAL = Duration.ofMinutes(5);

  /** The option of commands that run models. */
  public static final String OPTION = "--time-limit";

  public InferenceLimit {
    if (longest.isNegative() || longest.isZero()) {
      throw new IllegalArgumentException("a limit of " + longest + " lets nothing be answered");
    }
  }

  /** For a model of which nobody said how long it may take. */
  public static InferenceLimit usual(String model) {
    return new InferenceLimit(model, USUAL, OPTION, () -> false);
  }

  /** What is loaded, or looked at, without an inference. */
  public <T> T loading(BoundedCall.Work<T, OrtException> load) throws OrtException {
    // The start of the runtime itself is no fault of a model.
    OrtProcess.environment();
    try {
      return new BoundedCall(longest, cancelled, () -> {}).of(load);
    } catch (TimeoutException e) {
      throw overdue("was not loaded by ONNX Runtime");
    }
  }

  /** An inference with options that let it be ended. */
  interface Inference<T> {
    T run(OrtSession.RunOptions options) throws OrtException;
  }

  <T> T answering(Inference<T> inference) throws OrtException {
    Termination termination = new Termination();
    try {
      return new BoundedCall(longest, cancelled, termination::end)
          .of(
              () -> {
                try (termination) {
                  return inference.run(termination.begin());
                }
              });
    } catch (TimeoutException e) {
      throw overdue("did not answer");
    }
  }

  private OverdueException overdue(String what) {
    return new OverdueException(
        Problem.in(
            model,
            what + " within " + words(longest),
            "if it is not stuck but slow, allow it more with " + raisedBy));
  }

  /** As people write it: {@code 5 min}, {@code 0.2 s}. */
  public static String words(Duration time) {
    Quantity seconds = new Quantity(time.toNanos() / 1e9, Unit.SECOND);
    boolean whole = time.toNanos() % Duration.ofMinutes(1).toNanos() == 0;
    return (whole ? seconds.in(Unit.MINUTE) : seconds).toString();
  }

  /** Options that one thread runs with and another ends, neither after they are gone. */
  private static final class Termination implements AutoCloseable {
    private OrtSession.@Nullable RunOptions options;
    private boolean ended;

    synchronized OrtSession.RunOptions begin() throws OrtException {
      OrtSession.RunOptions begun = new OrtSession.RunOptions();
      begun.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options = begun;
      if (ended) {
        begun.setTerminate(true);
      }
      return begun;
    }

    synchronized void end() {
      ended = true;
      try {
        if (options != null) {
          options.setTerminate(true);
        }
      } catch (OrtException e) {
        // It is left behind.
      }
    }

    @Override
    public synchronized void close() {
      if (options != null) {
        options.close();
        options = null;
      }
    }
  }
}
