package dev.gantry.runner;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import dev.gantry.runner.tensor.TensorFileWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.openjdk.jmh.annotations.Mode;

/** What a number of the runner is worth: beside JMH's of the same engine, in turns. */
public final class AgainstJmh {
  private static final int SAMPLES = 64;

  private final Path folder;
  private final int rounds;

  private AgainstJmh(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  /** A folder to work in, the number of rounds, and models whose inputs are float32. */
  public static void main(String[] arguments) throws Exception {
    AgainstJmh bench = new AgainstJmh(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    System.out.printf(
        "%-24s %12s %12s %8s  %s%n", "p50 of single queries", "runner", "JMH", "ratio", "spread");
    for (int model = 2; model < arguments.length; model++) {
      bench.middle(Path.of(arguments[model]));
    }
    bench.loop();
  }

  private void middle(Path model) throws Exception {
    LoadedEngine.build(model, engine(), 1);
    samples();
    List<Double> ours = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    int queries = ProcessRun.of(folder, 200, 200).queriesWithin(3);
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        ours.add(ProcessRun.of(folder, queries, queries).middle());
      }
      peers.add(PeerRun.of(folder, Mode.SampleTime).getPercentile(50));
      if (round % 2 == 1) {
        ours.add(ProcessRun.of(folder, queries, queries).middle());
      }
    }
    String name = String.valueOf(model.toAbsolutePath().getParent().getFileName());
    print(name, ours, peers);
  }

  private void print(String name, List<Double> ours, List<Double> peers) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ratios.add(ours.get(round) / peers.get(round));
    }
    ratios.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%-24s %9.1f us %9.1f us %8.3f  %.3f to %.3f, %d rounds%n",
        name,
        median(ours) / 1e3,
        median(peers) / 1e3,
        median(ours) / median(peers),
        ratios.get(0),
        ratios.get(rounds - 1),
        rounds);
  }

  /** An engine that does almost nothing, so that all that is left is the loop. */
  private void loop() throws Exception {
    SmallGraph.one(engine(), "Identity", List.of("x"), 1, 1, 1);
    samples();
    List<Double> beside = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    int queries = ProcessRun.of(folder, 2_000, 2_000).queriesWithin(2);
    for (int round = 0; round < rounds; round++) {
      ProcessRun run = ProcessRun.of(folder, queries, queries);
      beside.add(run.loop());
      whole.add(run.mean() + run.loop());
      peers.add(PeerRun.of(folder, Mode.AverageTime).getMean());
    }
    System.out.printf(
        Locale.ROOT,
        "%nThe loop, round an engine that hands on one number, a call: %.0f ns by the runner, %.0f ns"
            + " by JMH%nThe runner takes %.0f ns more than the call alone; %.0f ns of its own are"
            + " outside of what it times%n",
        median(whole),
        median(peers),
        median(whole) - median(peers),
        median(beside));
  }

  private Path engine() {
    return folder.resolve(ProcessRun.ENGINE);
  }

  private void samples() throws Exception {
    Random random = new Random(1);
    try (LoadedEngine engine = LoadedEngine.asBuilt(engine(), 1, InferenceLimit.usual("m.onnx"));
        TensorFileWriter writer =
            new TensorFileWriter(folder.resolve(ProcessRun.SAMPLES), SAMPLES)) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        List<Tensor> tensors = new ArrayList<>();
        for (TensorSpec input : engine.inputs()) {
          tensors.add(tensor(input, random));
        }
        writer.write(tensors);
      }
    }
  }

  private static Tensor tensor(TensorSpec input, Random random) throws IOException {
    List<Long> shape = input.shape().stream().map(side -> Math.max(1, side)).toList();
    int bytes = Math.toIntExact(Tensor.byteCount(input.type(), shape));
    ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (data.hasRemaining()) {
      data.putFloat(random.nextFloat());
    }
    return new Tensor(new TensorSpec(input.name(), input.type(), shape), data.flip());
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
