package dev.gantry.reports.plot;

import dev.gantry.reports.markup.MarkupNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names of the boards at the ends of their curves, moved apart so that each can be read. */
final class CurveLabels {
  private static final double APART = 12;
  private static final double FLOOR = 232;
  private static final int ROOM = 12;
  private static final int LONGEST = 15;

  private final List<DistributionCurve> curves;
  private final PercentileAxis across;
  private final TimeAxis up;
  private final double left;

  CurveLabels(List<DistributionCurve> curves, PercentileAxis across, TimeAxis up, double left) {
    this.across = across;
    this.up = up;
    this.left = left;
    this.curves =
        (curves.size() <= ROOM ? curves : extremes(curves, up))
            .stream().sorted(Comparator.comparingDouble(curve -> curve.endY(up))).toList();
  }

  // Of a rack of twenty, the quickest and the slowest unit of a kind are the ones to know by name.
  private static List<DistributionCurve> extremes(List<DistributionCurve> curves, TimeAxis up) {
    Comparator<DistributionCurve> height = Comparator.comparingDouble(curve -> curve.endY(up));
    Map<Integer, List<DistributionCurve>> kinds = new TreeMap<>();
    curves.forEach(
        curve -> kinds.computeIfAbsent(curve.kind(), fresh -> new ArrayList<>()).add(curve));
    List<DistributionCurve> named = new ArrayList<>();
    for (List<DistributionCurve> kind : kinds.values()) {
      named.add(kind.stream().min(height).orElseThrow());
      if (kind.size() > 1) {
        named.add(kind.stream().max(height).orElseThrow());
      }
    }
    return named;
  }

  List<MarkupNode> nodes() {
    List<MarkupNode> nodes = new ArrayList<>();
    double[] heights = heights();
    for (int i = 0; i < curves.size(); i++) {
      DistributionCurve curve = curves.get(i);
      double end = curve.endY(up);
      nodes.add(PlotDrawing.line("leader", curve.endX(across) + 1, end, left - 2, heights[i]));
      String name = shortened(curve.board());
      nodes.add(PlotDrawing.words("name " + curve.colour(), left, heights[i] + 3.5, name));
    }
    return nodes;
  }

  private double[] heights() {
    double[] heights = new double[curves.size()];
    double above = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < heights.length; i++) {
      heights[i] = Math.max(curves.get(i).endY(up), above + APART);
      above = heights[i];
    }
    double below = FLOOR + APART;
    for (int i = heights.length - 1; i >= 0; i--) {
      heights[i] = Math.min(heights[i], below - APART);
      below = heights[i];
    }
    return heights;
  }

  private static String shortened(String board) {
    return board.length() <= LONGEST ? board : board.substring(0, LONGEST - 1) + "…";
  }
}
