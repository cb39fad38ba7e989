package dev.gantry.validation.evidence;

import dev.gantry.json.JsonInput;
import dev.gantry.runner.wire.RunnerFiles;
import dev.gantry.targets.inspector.EngineLayer;
import dev.gantry.targets.inspector.LayerReport;
import dev.gantry.targets.trtexec.LayerTime;
import dev.gantry.targets.trtexec.ProfileExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells people what an engine is made of: what its layers compute in, how many only convert numbers
 * for others and what that costs, what runs on a DLA, and where the time goes.
 */
record LayersInWords(Path folder) {
  private static final int SLOWEST = 3;
  private static final int LONGEST_NAME = 60;

  /** Empty where the trial kept no account of layers. No finding rests on these words. */
  Optional<String> words() throws IOException {
    Path layers = folder.resolve(RunnerFiles.LAYERS);
    if (!Files.isRegularFile(layers)) {
      return Optional.empty();
    }
    List<EngineLayer> all;
    try {
      all = LayerReport.read(JsonInput.file(layers)).layers();
    } catch (IOException e) {
      return Optional.of("cannot be told: " + e.getMessage());
    }
    List<LayerTime> times = times();
    return Optional.of(computed(all) + converting(all, times) + onDla(all) + slowest(times));
  }

  private static String computed(List<EngineLayer> all) {
    Map<String, Long> counts =
        all.stream()
            .filter(layer -> !layer.reformat())
            .collect(
                Collectors.groupingBy(
                    layer ->
                        layer
                            .precision()
                            .map(precision -> "in " + precision.name().toLowerCase(Locale.ROOT))
                            .orElse("untold"),
                    TreeMap::new,
                    Collectors.counting()));
    return counts.isEmpty()
        ? "none computes"
        : counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
  }

  private static String converting(List<EngineLayer> all, List<LayerTime> times) {
    Set<String> names =
        all.stream()
            .filter(EngineLayer::reformat)
            .map(EngineLayer::name)
            .collect(Collectors.toSet());
    if (names.isEmpty()) {
      return ", none only converts numbers for others";
    }
    String cost =
        times.isEmpty()
            ? ""
            : " in "
                + share(
                    times.stream()
                        .filter(time -> names.contains(time.name()))
                        .mapToDouble(LayerTime::total)
                        .sum(),
                    times)
                + " of the time";
    return ", " + names.size() + " only convert numbers for others" + cost;
  }

  private static String onDla(List<EngineLayer> all) {
    long dla = all.stream().filter(layer -> layer.device().startsWith("DLA")).count();
    return dla == 0 ? "" : "; " + dla + " of " + all.size() + " on the DLA";
  }

  private static String slowest(List<LayerTime> times) {
    return times.isEmpty()
        ? ""
        : times.stream()
            .sorted(Comparator.comparingLong(LayerTime::total).reversed())
            .limit(SLOWEST)
            .map(time -> shortened(time.name()) + " " + share((double) time.total(), times))
            .collect(Collectors.joining(", ", "; slowest ", ""));
  }

  /** None where nothing was profiled, or its profile cannot be read. */
  private List<LayerTime> times() throws IOException {
    Path profile = folder.resolve(RunnerFiles.PROFILE);
    if (!Files.isRegularFile(profile)) {
      return List.of();
    }
    byte[] text = Files.readAllBytes(profile);
    try {
      List<LayerTime> times = ProfileExport.read(text).layers();
      return times.stream().mapToLong(LayerTime::total).sum() > 0 ? times : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String share(double part, List<LayerTime> times) {
    double all = times.stream().mapToDouble(LayerTime::total).sum();
    return String.format(Locale.ROOT, "%.1f %%", 100 * part / all);
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}
