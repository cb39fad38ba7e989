package dev.gantry.converter.half;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Finds the few nodes whose rounding makes most of the noise. Noise of parts adds up, so that the
 * noisiest part is halved again and again until it is one node.
 */
final class NoisiestNodes {
  /** Where the noise comes from everywhere, keeping nodes one by one ends in keeping them all. */
  private static final int MOST = 64;

  /** Each is a run of the whole network. */
  private static final int LONGEST = 240;

  /** Other samples, and a runtime that fuses operators, round a little differently. */
  private static final double MARGIN = 2;

  private final RoundedModel rounding;
  private final OutputNoise noise;
  private final double allowed;
  private final PriorityQueue<Part> parts =
      new PriorityQueue<>(Comparator.comparingDouble(Part::noise).reversed());

  private int heard;

  NoisiestNodes(RoundedModel rounding, OutputNoise noise, double decibel) {
    this.rounding = rounding;
    this.noise = noise;
    this.allowed = Math.pow(10, -(decibel + MARGIN) / 10);
  }

  /** By their place in the graph, with the decibel that each would leave if it alone rounded. */
  Map<Integer, Double> nodes() throws OrtException, IOException {
    Map<Integer, Double> kept = new LinkedHashMap<>();
    Set<Integer> rest = rounding.nodes();
    add(List.copyOf(rest));
    double left = sum();
    while (left > allowed && kept.size() < MOST && heard < LONGEST && !parts.isEmpty()) {
      Part loudest = parts.remove();
      if (loudest.nodes().size() == 1) {
        int node = loudest.nodes().get(0);
        kept.put(node, -10 * Math.log10(loudest.noise()));
        rest.remove(node);
        // A sum of parts is an estimate; whether it is enough is heard.
        left = sum() > allowed ? sum() : measured(rest);
      } else {
        int middle = loudest.nodes().size() / 2;
        add(loudest.nodes().subList(0, middle));
        add(loudest.nodes().subList(middle, loudest.nodes().size()));
      }
    }
    return kept;
  }

  private double sum() {
    return parts.stream().mapToDouble(Part::noise).sum();
  }

  private void add(List<Integer> nodes) throws OrtException, IOException {
    if (!nodes.isEmpty()) {
      parts.add(new Part(List.copyOf(nodes), measured(new LinkedHashSet<>(nodes))));
    }
  }

  private double measured(Set<Integer> nodes) throws OrtException, IOException {
    heard++;
    return noise.in(rounding.only(nodes));
  }

  /** Nodes that follow each other, and the noise when they alone round. */
  private record Part(List<Integer> nodes, double noise) {}
}
