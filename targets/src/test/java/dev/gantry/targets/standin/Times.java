package dev.gantry.targets.standin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured, split as a GPU would: a fifth is said to be spent on the way in, a tenth on
 * the way out. Only the whole of it is real.
 */
record Times(List<Duration> measured, boolean transfers) {
  String json() {
    List<String> entries = new ArrayList<>();
    double at = 0;
    for (Duration each : measured) {
      double whole = each.toNanos() / 1e6;
      double in = transfers ? whole / 5 : 0;
      double out = transfers ? whole / 10 : 0;
      double computed = at + whole - out;
      entries.add(
          entry("startEnqMs", at)
              + entry("endEnqMs", at + whole / 50)
              + entry("startH2dMs", at)
              + entry("endH2dMs", at + in)
              + entry("startComputeMs", at + in)
              + entry("endComputeMs", computed)
              + entry("startD2hMs", computed)
              + entry("endD2hMs", computed + out)
              + entry("h2dMs", in)
              + entry("computeMs", whole - in - out)
              + entry("d2hMs", out)
              + "\"latencyMs\" : "
              + Digits.six(whole));
      at += whole;
    }
    return "[\n  { " + String.join(" }\n, { ", entries) + " }\n]\n";
  }

  private static String entry(String name, double value) {
    return "\"" + name + "\" : " + Digits.six(value) + ", ";
  }

  List<String> summary() {
    double[] millis =
        measured.stream().mapToDouble(each -> each.toNanos() / 1e6).sorted().toArray();
    double sum = 0;
    for (double each : millis) {
      sum += each;
    }
    String line =
        "min = "
            + Digits.six(millis[0])
            + " ms, max = "
            + Digits.six(millis[millis.length - 1])
            + " ms, mean = "
            + Digits.six(sum / millis.length)
            + " ms, median = "
            + percentile(millis, 50)
            + " ms, percentile(90%) = "
            + percentile(millis, 90)
            + " ms, percentile(95%) = "
            + percentile(millis, 95)
            + " ms, percentile(99%) = "
            + percentile(millis, 99)
            + " ms";
    return List.of(
        "=== Performance summary ===",
        "Throughput: " + Digits.six(millis.length / sum * 1000) + " qps",
        "Latency: " + line,
        "GPU Compute Time: " + line,
        "Total Host Walltime: " + Digits.six(sum / 1000) + " s");
  }

  private static String percentile(double[] sorted, int percent) {
    return Digits.six(sorted[(sorted.length - 1) * percent / 100]);
  }
}
