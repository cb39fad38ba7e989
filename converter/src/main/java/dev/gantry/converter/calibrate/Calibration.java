package dev.gantry.converter.calibrate;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.WatchedGraph;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs samples through a graph and chooses a range for each tensor that is asked for. No value is
 * kept: what is in memory depends on the graph and not on how many samples there are.
 */
public final class Calibration {
  /** Values of one inference that are held at once; a graph with more is run more than once. */
  private static final ByteCount HELD = new ByteCount(64L << 20);

  private final RangeMethod usual;
  private final Map<String, RangeMethod> choices;
  private final ByteCount held;

  public Calibration(RangeMethod usual) {
    this(usual, Map.of());
  }

  /** The choices name tensors whose range another method chooses. */
  public Calibration(RangeMethod usual, Map<String, RangeMethod> choices) {
    this(usual, choices, HELD);
  }

  Calibration(RangeMethod usual, Map<String, RangeMethod> choices, ByteCount held) {
    this.usual = usual;
    this.choices = Map.copyOf(choices);
    this.held = held;
  }

  public RangeTable ranges(OnnxMl.ModelProto model, Collection<String> tensors, SampleFeed samples)
      throws RefusedException, IOException {
    if (samples.count() < 1) {
      throw refused("there is no sample", "give eight or more, of all that the model meets");
    }
    SortedMap<String, TensorRange> ranges = new TreeMap<>();
    try {
      WantedTensors wanted = WantedTensors.of(Graph.of(model), tensors, choices.keySet());
      ObservedTensor facts = ObservedTensor.of(model, samples);
      wanted.requireFloats(facts);
      List<List<String>> groups = wanted.groups(facts, held);
      for (int group = 0; group < groups.size(); group++) {
        SampleVariety variety = new SampleVariety(group == 0);
        ranges.putAll(ranges(model, groups.get(group), samples, variety));
        variety.require(samples.count());
      }
    } catch (OrtException e) {
      throw new RefusedException(
          Problem.in(
              "calibration",
              "ONNX Runtime cannot run the model with these samples: "
                  + String.valueOf(e.getMessage()).strip(),
              "compare the samples' names, types and shapes with the model's inputs"));
    }
    return new RangeTable(Digest.of(model.toByteArray()), samples.count(), ranges);
  }

  private Map<String, TensorRange> ranges(
      OnnxMl.ModelProto model, List<String> group, SampleFeed samples, SampleVariety variety)
      throws RefusedException, IOException, OrtException {
    Map<String, WatchedTensor> watched = new LinkedHashMap<>();
    for (String name : group) {
      watched.put(name, new WatchedTensor(name, choices.getOrDefault(name, usual)));
    }
    Graph graph = Graph.of(model);
    List<String> made = group.stream().filter(name -> graph.producer(name).isPresent()).toList();
    if (made.isEmpty()) {
      feed(watched, samples, variety, sample -> {});
    } else {
      byte[] part = GraphPart.upTo(model, made).toByteArray();
      try (WatchedGraph run = WatchedGraph.of(part, 1, samples.limit())) {
        feed(
            watched,
            samples,
            variety,
            sample ->
                run.run(
                    sample,
                    (spec, values) -> {
                      WatchedTensor tensor = watched.get(spec.name());
                      if (tensor != null) {
                        tensor.see(values);
                      }
                    }));
      }
    }
    Map<String, TensorRange> ranges = new LinkedHashMap<>();
    for (WatchedTensor tensor : watched.values()) {
      ranges.put(tensor.name(), tensor.range());
    }
    return ranges;
  }

  private interface Run {
    void run(List<Tensor> sample) throws OrtException;
  }

  private static void feed(
      Map<String, WatchedTensor> watched, SampleFeed samples, SampleVariety variety, Run run)
      throws RefusedException, IOException, OrtException {
    for (int index = 0; index < samples.count(); index++) {
      List<Tensor> sample = samples.at(index);
      variety.see(sample);
      for (Tensor input : sample) {
        WatchedTensor tensor = watched.get(input.name());
        if (tensor != null) {
          tensor.see(input.data());
        }
      }
      run.run(sample);
      for (WatchedTensor tensor : watched.values()) {
        tensor.requireFinite(index);
      }
    }
  }

  private static RefusedException refused(String what, String remedy) {
    return new RefusedException(Problem.in("calibration", what, remedy));
  }
}
