package dev.gantry.runner;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Holds what the engine answered to one golden sample, and to which. */
public record SampleAnswer(int sample, List<Tensor> outputs) {
  public SampleAnswer {
    outputs = List.copyOf(outputs);
  }

  /** Out of the outputs of a whole batch. */
  public static SampleAnswer of(List<Tensor> outputs, QueryInputs feed, int place) {
    List<Tensor> own = new ArrayList<>();
    for (Tensor output : outputs) {
      own.add(feed.batch() == 1 ? output : part(output, feed.batch(), place));
    }
    return new SampleAnswer(feed.samples().get(place), own);
  }

  /** Else nobody could tell which sample an answer belongs to. */
  public static void requireParts(List<Tensor> outputs, int batch) throws RefusedException {
    for (Tensor output : outputs) {
      List<Long> shape = output.spec().shape();
      if (batch > 1 && (shape.isEmpty() || shape.get(0) % batch != 0)) {
        throw new RefusedException(
            Problem.in(
                "scenario offline",
                "a batch of " + batch + " is answered with " + output.spec() + ", not one each",
                "batch 1 is possible"));
      }
    }
  }

  public long bytes() {
    return outputs.stream().mapToLong(output -> output.data().remaining()).sum();
  }

  private static Tensor part(Tensor output, int batch, int place) {
    List<Long> shape = new ArrayList<>(output.spec().shape());
    shape.set(0, shape.get(0) / batch);
    ByteBuffer data = output.data();
    int bytes = data.remaining() / batch;
    return new Tensor(
        new TensorSpec(output.name(), output.spec().type(), shape),
        data.slice(data.position() + place * bytes, bytes));
  }
}
