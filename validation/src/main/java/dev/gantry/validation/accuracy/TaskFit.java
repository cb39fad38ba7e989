package dev.gantry.validation.accuracy;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.golden.task.DecodingFit;
import dev.gantry.golden.task.DecodingMisfit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks that a criterion asks for something that the answers of a golden set can say. */
public record TaskFit(GoldenSet golden) {
  /** A set that does not say how its outputs are decoded is taken for a classifier. */
  public Optional<DecodingMisfit> misfit(TaskMetric metric) {
    Optional<Decoding> decoding = golden.decoding();
    boolean fits =
        decoding.map(Decoding::metrics).orElse(List.of(TaskMetric.TOP1)).contains(metric);
    return fits
        ? decodingMisfits().stream().findFirst()
        : Optional.of(
            new DecodingMisfit(
                metric
                    + " is measured on "
                    + measuredOn(metric)
                    + ", and the outputs of golden set "
                    + golden.name()
                    + " are "
                    + decoding.map(TaskFit::named).orElse("not said to be such"),
                "limit "
                    + decoding.map(TaskFit::metrics).orElse("top1")
                    + ", or say in the golden set how its outputs are decoded"));
  }

  /** The largest number of a list of boxes is no choice of anything. */
  public Optional<DecodingMisfit> argmaxMisfit() {
    return golden
        .decoding()
        .filter(Decoding.Boxes.class::isInstance)
        .map(
            boxes ->
                new DecodingMisfit(
                    "parity.argmax compares choices, and the outputs of golden set "
                        + golden.name()
                        + " are boxes",
                    "limit map50 of the task, or parity.sqnr, cosine or max-abs"));
  }

  List<DecodingMisfit> decodingMisfits() {
    return golden
        .decoding()
        .map(decoding -> DecodingFit.misfits(decoding, golden))
        .orElse(List.of());
  }

  private static String measuredOn(TaskMetric metric) {
    return switch (metric) {
      case TOP1 -> "one choice of a class for each sample";
      case MAP50, MAP50_95 -> "boxes";
      case MIOU -> "maps of classes";
    };
  }

  private static String named(Decoding decoding) {
    if (decoding instanceof Decoding.Boxes) {
      return "boxes";
    }
    return decoding instanceof Decoding.ClassMap ? "a map of classes" : "one choice of a class";
  }

  private static String metrics(Decoding decoding) {
    return decoding.metrics().stream()
        .map(TaskMetric::toString)
        .collect(Collectors.joining(" or "));
  }
}
