package dev.gantry.runner.tensorrt;

import dev.gantry.dossier.RefusedException;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.QueryInputs;
import dev.gantry.runner.ReadyEngine;
import dev.gantry.runner.SampleAnswer;
import java.util.List;

/** Feeds that lie in pinned memory: a query copies them to the GPU, infers, and copies back. */
final class TensorrtReadyEngine implements ReadyEngine {
  private final DeviceQuery passage;
  private final List<QueryInputs> feeds;
  private final PinnedBytes[][] from;
  private final PinnedBytes[] to;

  private TensorrtReadyEngine(
      DeviceQuery passage, List<QueryInputs> feeds, PinnedBytes[][] from, PinnedBytes[] to) {
    this.passage = passage;
    this.feeds = List.copyOf(feeds);
    this.from = from;
    this.to = to;
  }

  static TensorrtReadyEngine of(DeviceQuery passage, List<QueryInputs> feeds, PinnedBytes[] to)
      throws BackendException, RefusedException {
    int inputs = passage.inputs().size();
    PinnedBytes[][] from = new PinnedBytes[feeds.size()][inputs];
    for (int feed = 0; feed < from.length; feed++) {
      for (int input = 0; input < inputs; input++) {
        from[feed][input] =
            PinnedBytes.of(passage.inputs().get(input).of(feeds.get(feed).tensors()));
      }
    }
    return new TensorrtReadyEngine(passage, feeds, from, to);
  }

  @Override
  public boolean pinned() {
    return true;
  }

  @Override
  public int batch() {
    return feeds.get(0).batch();
  }

  @Override
  public void ask(long query) throws BackendException {
    passage.go(from[(int) (query % from.length)], to);
  }

  /** The next query writes over it. */
  @Override
  public void forget() {}

  @Override
  public SampleAnswer answer(long query, int place) {
    return SampleAnswer.of(
        TensorrtEngine.outputs(passage, to), feeds.get((int) (query % feeds.size())), place);
  }

  @Override
  public void close() {
    for (PinnedBytes[] feed : from) {
      for (PinnedBytes bytes : feed) {
        bytes.close();
      }
    }
  }
}
