package dev.gantry.converter.quantize;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.ConversionInputs;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.layers.ChannelRanges;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.golden.GoldenFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Int8 written into the graph of gtcrn, whose file has 1,786 nodes: read into a graph, all layers
 * rewritten, factors folded, rules looked up, put in order and made a model again. The floor is the
 * bytes of the model parsed and written.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GtcrnWritingBenchmark {
  private OnnxMl.ModelProto model = OnnxMl.ModelProto.getDefaultInstance();
  private byte[] bytes = new byte[0];
  private List<Written> layers = List.of();

  /** A layer with the number of dimensions of its input. */
  private record Written(QuantizedLayer layer, int rank) {}

  @Setup
  public void prepare() throws Exception {
    Path folder = Path.of(System.getProperty("gantry.models", "../shared/models"), "gtcrn");
    SampleFeed samples = ConversionInputs.of(GoldenFolder.draft(folder));
    model =
        new ModelNormaliser()
            .normalise(
                OnnxModel.read(folder.resolve("model.onnx")), samples, new OpsetRange(13, 20))
            .model();
    bytes = model.toByteArray();
    Graph graph = Graph.of(model);
    ObservedTensor facts = ObservedTensor.of(model, samples);
    LayerChoice choice = LayerChoice.of(graph, facts, PrecisionPlan.none().on(graph));
    ChannelRanges ranges = ChannelRanges.of(model, choice.places(facts), samples);
    layers =
        new LayerWalk(choice.graph(), facts, ranges, choice.layers())
            .quantize(samples).layers().stream().map(layer -> written(layer, facts)).toList();
  }

  private static Written written(QuantizedLayer layer, ObservedTensor facts) {
    return new Written(layer, facts.of(layer.layer().input()).orElseThrow().shape().size());
  }

  @Benchmark
  public OnnxMl.ModelProto write() {
    Graph graph = Graph.of(model);
    QdqWriter writer = new QdqWriter(graph);
    for (Written one : layers) {
      GraphNode node = graph.producer(one.layer().layer().node().output()).orElseThrow();
      writer.write(one.layer().at(node), one.rank());
    }
    new ScaleFolding(graph).fold(writer.factors());
    if (!new QdqRules(graph).problems().isEmpty()) {
      throw new IllegalStateException("the rules are broken");
    }
    return graph.model();
  }

  @Benchmark
  public byte[] floor() throws Exception {
    return OnnxMl.ModelProto.parseFrom(bytes).toByteArray();
  }
}
