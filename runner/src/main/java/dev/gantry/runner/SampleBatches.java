package dev.gantry.runner;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Golden samples stacked along their first dimension, for an engine that takes several at once. */
public final class SampleBatches {
  private static final long MOST_BYTES = 256L << 20;
  private static final String ONE = "batch 1 is possible";

  private final List<TensorSpec> declared;
  private final List<List<Tensor>> samples;
  private final int batch;

  private SampleBatches(List<TensorSpec> declared, List<List<Tensor>> samples, int batch) {
    this.declared = declared;
    this.samples = samples;
    this.batch = batch;
  }

  public static List<QueryInputs> of(
      List<TensorSpec> declared, List<List<Tensor>> samples, int batch) throws RefusedException {
    if (batch == 1) {
      return QueryInputs.each(samples);
    }
    return new SampleBatches(declared, samples, batch).feeds();
  }

  private List<QueryInputs> feeds() throws RefusedException {
    requireStackable();
    long bytes = bytes();
    // Each sample comes up in some batch, as far as memory goes.
    long wanted = (samples.size() + batch - 1L) / batch;
    long room = Math.max(1, KeptSamples.MOST_BYTES / Math.max(1, bytes));
    List<QueryInputs> feeds = new ArrayList<>();
    for (int number = 0; number < Math.min(wanted, room); number++) {
      feeds.add(stacked(number));
    }
    return feeds;
  }

  private QueryInputs stacked(int number) {
    List<Integer> chosen = new ArrayList<>();
    for (int place = 0; place < batch; place++) {
      chosen.add((int) (((long) number * batch + place) % samples.size()));
    }
    List<Tensor> tensors = new ArrayList<>();
    for (int index = 0; index < samples.get(0).size(); index++) {
      TensorSpec one = samples.get(0).get(index).spec();
      int bytes = Math.toIntExact(Tensor.byteCount(one.type(), one.shape()) * batch);
      ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int sample : chosen) {
        data.put(samples.get(sample).get(index).data());
      }
      tensors.add(new Tensor(stacked(one), data.flip()));
    }
    return new QueryInputs(tensors, chosen);
  }

  private TensorSpec stacked(TensorSpec one) {
    List<Long> shape = new ArrayList<>(one.shape());
    shape.set(0, Math.multiplyExact(shape.get(0), (long) batch));
    return new TensorSpec(one.name(), one.type(), shape);
  }

  private long bytes() throws RefusedException {
    long one = samples.get(0).stream().mapToLong(tensor -> tensor.data().remaining()).sum();
    if (one > MOST_BYTES / batch) {
      throw refused(
          "takes more than " + new ByteCount(MOST_BYTES) + " of inputs at once",
          "a smaller batch is possible");
    }
    return one * batch;
  }

  private void requireStackable() throws RefusedException {
    List<TensorSpec> first = samples.get(0).stream().map(Tensor::spec).toList();
    for (List<Tensor> sample : samples) {
      if (!sample.stream().map(Tensor::spec).toList().equals(first)) {
        throw refused("needs samples of one shape: " + first + ", but others are in the set", ONE);
      }
    }
    for (TensorSpec one : first) {
      if (one.shape().isEmpty()) {
        throw refused("cannot be made of " + one + ", which has no dimension to stack along", ONE);
      }
      for (TensorSpec input : declared) {
        if (input.name().equals(one.name()) && !stacked(one).fits(input)) {
          throw refused("would be fed as " + stacked(one) + ", but the engine takes " + input, ONE);
        }
      }
    }
  }

  private RefusedException refused(String what, String possible) {
    return new RefusedException(
        Problem.in("scenario offline", "a batch of " + batch + " " + what, possible));
  }
}
