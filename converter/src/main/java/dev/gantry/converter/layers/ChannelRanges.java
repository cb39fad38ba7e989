package dev.gantry.converter.layers;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.calibrate.RangeTable;
import dev.gantry.converter.calibrate.SampleVariety;
import dev.gantry.converter.calibrate.TensorRange;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.WatchedGraph;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The least and the largest number of each channel over all samples. The runtime reduces within the
 * graph, so that no activation ever leaves it.
 */
public final class ChannelRanges {
  // In the order of the graph, so that what is told of first is what went wrong first.
  private final Map<Place, float[]> lows = new LinkedHashMap<>();
  private final Map<Place, float[]> tops = new LinkedHashMap<>();

  /** Tensors of which some element was no number: the runtime's extremes may pass over it. */
  private final Set<String> strays = new HashSet<>();

  private ChannelRanges() {}

  /** A tensor and the axis of its channels. */
  public record Place(String tensor, int axis) {}

  public static ChannelRanges of(
      OnnxMl.ModelProto model, Map<Place, TensorSpec> places, SampleFeed samples)
      throws OrtException, IOException, RefusedException {
    Graph graph = Graph.of(model);
    graph.shell().getGraphBuilder().clearOutput();
    Map<String, Place> most = new HashMap<>();
    Map<String, Place> least = new HashMap<>();
    Map<String, String> sums = new HashMap<>();
    places.forEach(
        (place, spec) -> {
          if (!sums.containsValue(place.tensor())) {
            sums.put(sum(graph, place.tensor()), place.tensor());
          }
          most.put(reduce(graph, "ReduceMax", place, spec.shape().size()), place);
          least.put(reduce(graph, "ReduceMin", place, spec.shape().size()), place);
        });
    ChannelRanges ranges = new ChannelRanges();
    SampleVariety variety = new SampleVariety(true);
    try (WatchedGraph watched = WatchedGraph.of(graph.model().toByteArray(), 1, samples.limit())) {
      for (int sample = 0; sample < samples.count(); sample++) {
        List<Tensor> inputs = samples.at(sample);
        variety.see(inputs);
        watched.run(
            inputs,
            (spec, values) -> {
              FloatBuffer floats = values.asFloatBuffer();
              Place place = most.get(spec.name());
              String summed = sums.get(spec.name());
              if (summed != null) {
                ranges.see(summed, floats.get());
              } else if (place != null) {
                merge(ranges.tops, place, floats, true);
              } else {
                merge(ranges.lows, least.get(spec.name()), floats, false);
              }
            });
        ranges.requireFinite(sample);
      }
    }
    variety.require(samples.count());
    return ranges;
  }

  private void see(String tensor, float sum) {
    if (Float.isNaN(sum)) {
      strays.add(tensor);
    }
  }

  private void requireFinite(int sample) throws RefusedException {
    for (Place place : tops.keySet()) {
      OptionalDouble stray = stray(place);
      if (stray.isPresent()) {
        throw new RefusedException(
            Problem.in(
                "calibration",
                "tensor '"
                    + place.tensor()
                    + "' holds "
                    + stray.getAsDouble()
                    + " for sample "
                    + sample,
                "mend the model or leave the sample out: no range holds such a number, nor one too large"
                    + " to be added up"));
      }
    }
  }

  private OptionalDouble stray(Place place) {
    for (float[] values : List.of(lows(place), tops(place))) {
      for (float value : values) {
        if (!Float.isFinite(value)) {
          return OptionalDouble.of(value);
        }
      }
    }
    return strays.contains(place.tensor()) ? OptionalDouble.of(Double.NaN) : OptionalDouble.empty();
  }

  /** What was seen, as a table that serves again. */
  public RangeTable table(OnnxMl.ModelProto model, int samples) {
    SortedMap<String, TensorRange> ranges = new TreeMap<>();
    for (Place place : tops.keySet()) {
      float most = Float.NEGATIVE_INFINITY;
      float least = Float.POSITIVE_INFINITY;
      for (int channel = 0; channel < tops(place).length; channel++) {
        most = Math.max(most, tops(place)[channel]);
        least = Math.min(least, lows(place)[channel]);
      }
      ranges.put(place.tensor(), TensorRange.seen(least, most));
    }
    return new RangeTable(Digest.of(model.toByteArray()), samples, ranges);
  }

  /** No activation beyond its range counts. */
  public ChannelRanges within(RangeTable table) {
    ChannelRanges clipped = new ChannelRanges();
    tops.forEach((place, values) -> clipped.tops.put(place, clipped(place, values, table)));
    lows.forEach((place, values) -> clipped.lows.put(place, clipped(place, values, table)));
    return clipped;
  }

  private static float[] clipped(Place place, float[] values, RangeTable table) {
    float top =
        table.of(place.tensor()).map(TensorRange::symmetric).orElse(Float.POSITIVE_INFINITY);
    float[] clipped = values.clone();
    for (int channel = 0; channel < clipped.length; channel++) {
      clipped[channel] = Math.max(-top, Math.min(top, clipped[channel]));
    }
    return clipped;
  }

  /** A number that is not finite stays: it is found by whoever uses the range. */
  private static void merge(
      Map<Place, float[]> ranges, @Nullable Place place, FloatBuffer seen, boolean upwards) {
    if (place == null) {
      return;
    }
    float[] values = new float[seen.remaining()];
    seen.get(values);
    float[] range = ranges.putIfAbsent(place, values);
    for (int channel = 0; range != null && channel < range.length; channel++) {
      range[channel] =
          upwards
              ? Math.max(range[channel], values[channel])
              : Math.min(range[channel], values[channel]);
    }
  }

  private static String sum(Graph graph, String tensor) {
    String output = graph.freshName(tensor + "_sum");
    graph.add(NewNode.of("ReduceSum", output, tensor).with("keepdims", 0).build());
    StepModel.output(graph, output);
    return output;
  }

  private static String reduce(Graph graph, String operator, Place place, int rank) {
    int axis = place.axis() < 0 ? rank + place.axis() : place.axis();
    List<Long> others =
        IntStream.range(0, rank).filter(at -> at != axis).mapToObj(Long::valueOf).toList();
    String output = graph.freshName(place.tensor() + "_" + operator);
    if (graph.opset() >= 18) {
      String axes = graph.freshName(output + "_axes");
      long[] values = others.stream().mapToLong(Long::longValue).toArray();
      graph.put(WeightNumbers.tensor(axes, List.of((long) values.length), values));
      graph.add(NewNode.of(operator, output, place.tensor(), axes).with("keepdims", 0).build());
    } else {
      graph.add(
          NewNode.of(operator, output, place.tensor())
              .with("axes", others)
              .with("keepdims", 0)
              .build());
    }
    StepModel.output(graph, output);
    return output;
  }

  public float[] lows(Place place) {
    return known(lows, place);
  }

  public float[] tops(Place place) {
    return known(tops, place);
  }

  private static float[] known(Map<Place, float[]> ranges, Place place) {
    float[] range = ranges.get(place);
    if (range == null) {
      throw new IllegalArgumentException(place + " was not watched");
    }
    return range.clone();
  }
}
