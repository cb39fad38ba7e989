package dev.gantry.harness.command.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.converter.compare.LayerDamage;
import dev.gantry.converter.compare.OutputAgreement;
import dev.gantry.converter.compare.VariantAgreement;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.PrintableText;
import dev.gantry.dossier.Variant;
import dev.gantry.dossier.tensor.TensorComparison;
import dev.gantry.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes how far a variant agrees with its model: in figures, in words and as JSON. */
record AgreementText(Variant variant, VariantAgreement agreement) {
  private static final int WORST_LAYERS = 3;
  private static final double LEAST_COSINE = 0.99;

  /** Two points of a metric that runs from 0 to 1: what a release file would hardly allow. */
  private static final double MUCH_LOST = 0.02;

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "held against the model on "
            + agreement.samples().size()
            + (agreement.samples().size() < agreement.of() ? " of " + agreement.of() : "")
            + (agreement.of() == 1 ? " sample" : " samples")
            + how());
    List<OutputAgreement> outputs = agreement.outputs();
    int widest = outputs.stream().mapToInt(one -> one.output().length()).max().orElse(0);
    String format = "  %-" + Math.max(6, widest) + "s  %10s  %8s  %13s  %s";
    lines.add(String.format(format, "output", "SQNR", "cosine", "largest error", "worst sample"));
    for (OutputAgreement one : outputs) {
      lines.add(
          String.format(
              format,
              PrintableText.line(one.output()),
              decibel(one.decibel()),
              figure("%.4f", one.cosine()),
              figure("%.4g", one.largest()),
              sample(one) + " (" + decibel(one.worstDecibel()) + ")"));
    }
    agreement.task().ifPresent(task -> lines.add(task(task)));
    agreement.damage().ifPresent(found -> damage(lines, found.layers(), found.quantized()));
    return lines;
  }

  private String how() {
    if (variant.precision() == Precision.FP16 || variant.precision() == Precision.INT8_FP16) {
      return variant.dialect() == Dialect.ONNXRUNTIME
          ? "; float16 is emulated on this processor"
          : "; this processor computes most of float16 in float32, so that overflow may not show";
    }
    return "";
  }

  private String sample(OutputAgreement one) {
    return PrintableText.line(agreement.samples().get(one.worst()));
  }

  private String task(VariantAgreement.TaskPair task) {
    return String.format(
        Locale.ROOT,
        "  %s on %d labelled samples: model %.4f, variant %.4f, lost %.2f pt",
        task.metric(),
        task.labelled(),
        task.model(),
        task.variant(),
        100 * task.loss());
  }

  private static void damage(List<String> lines, List<LayerDamage> layers, int quantized) {
    lines.add(
        "what the most damaging layers leave, each with its input quantized alone"
            + (layers.size() < quantized
                ? " (looked at " + layers.size() + " of " + quantized + ")"
                : ""));
    layers.stream()
        .limit(WORST_LAYERS)
        .forEach(
            layer ->
                lines.add(
                    String.format(
                        "  %10s  %s", decibel(OptionalDouble.of(layer.decibel())), name(layer))));
  }

  private static String name(LayerDamage layer) {
    String readers =
        layer.layers().isEmpty()
            ? "no layer"
            : String.join(", ", layer.layers().stream().limit(3).toList());
    return PrintableText.line(readers + " (tensor " + layer.tensor() + ")");
  }

  /** In words, where figures alone would be overlooked. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (OutputAgreement one : agreement.outputs()) {
      strays(one).ifPresent(warnings::add);
      collapse(one).or(() -> oneSample(one)).ifPresent(warnings::add);
    }
    agreement
        .task()
        .filter(task -> task.loss() > MUCH_LOST)
        .ifPresent(
            task ->
                warnings.add(
                    String.format(
                        Locale.ROOT,
                        "%s loses at the task: %s falls from %.4f to %.4f%s",
                        variant.precision(),
                        task.metric(),
                        task.model(),
                        task.variant(),
                        remedy())));
    return warnings;
  }

  private Optional<String> strays(OutputAgreement one) {
    return one.strays() == 0
        ? Optional.empty()
        : Optional.of(
            "output "
                + PrintableText.line(one.output())
                + " has "
                + one.strays()
                + " numbers that became NaN or infinite, first looked for in sample "
                + sample(one)
                + "; the other figures are of the rest"
                + remedy());
  }

  private Optional<String> collapse(OutputAgreement one) {
    double wanted = ConversionText.wanted(variant.precision());
    double kept = one.decibel().orElse(TensorComparison.CEILING);
    double cosine = one.cosine().orElse(1);
    if (kept >= wanted && cosine >= LEAST_COSINE) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s loses: output %s keeps %s of %.0f wanted, cosine %s%s",
            variant.precision(),
            PrintableText.line(one.output()),
            decibel(one.decibel()),
            wanted,
            figure("%.4f", one.cosine()),
            remedy()));
  }

  /** All samples together may hide one that is lost: a loud one drowns many quiet ones. */
  private Optional<String> oneSample(OutputAgreement one) {
    double wanted = ConversionText.wanted(variant.precision()) / 2;
    return one.worstDecibel().isPresent() && one.worstDecibel().getAsDouble() < wanted
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%s loses single samples: output %s keeps %s of sample %s%s",
                variant.precision(),
                PrintableText.line(one.output()),
                decibel(one.worstDecibel()),
                sample(one),
                remedy()))
        : Optional.empty();
  }

  private String remedy() {
    return switch (variant.precision()) {
      case FP32 -> "; please report it with the model";
      case FP16 -> "; keep the nodes that overflow in fp32 with --plan";
      case INT8, INT8_FP16 -> "; try --keep auto, more samples, or a --plan";
    };
  }

  ObjectNode json() {
    ObjectNode node = JsonWriter.object();
    node.put("samples", agreement.samples().size()).put("of", agreement.of());
    for (OutputAgreement one : agreement.outputs()) {
      ObjectNode own = node.withArray("/outputs").addObject().put("output", one.output());
      put(own, "sqnr", one.decibel());
      put(own, "cosine", one.cosine());
      put(own, "max-abs", one.largest());
      own.put("non-finite", one.strays());
      own.put("worst-sample", agreement.samples().get(one.worst()));
      put(own, "worst-sqnr", one.worstDecibel());
    }
    agreement
        .task()
        .ifPresent(
            task ->
                node.putObject("task")
                    .put("metric", task.metric())
                    .put("labelled", task.labelled())
                    .put("model", task.model())
                    .put("variant", task.variant()));
    agreement
        .damage()
        .ifPresent(
            found -> {
              node.put("quantized", found.quantized());
              for (LayerDamage layer : found.layers()) {
                ObjectNode own =
                    node.withArray("/layers").addObject().put("tensor", layer.tensor());
                layer.layers().forEach(own.putArray("nodes")::add);
                put(own, "sqnr", OptionalDouble.of(layer.decibel()));
              }
            });
    return node;
  }

  /** What is unknown is null. */
  private static void put(ObjectNode node, String key, OptionalDouble value) {
    if (value.isEmpty()) {
      node.putNull(key);
    } else {
      node.put(key, value.getAsDouble());
    }
  }

  private static String decibel(OptionalDouble value) {
    if (value.isPresent() && Math.abs(value.getAsDouble()) >= TensorComparison.CEILING) {
      return value.getAsDouble() > 0 ? "unchanged" : "nothing";
    }
    return figure("%.1f dB", value);
  }

  private static String figure(String format, OptionalDouble value) {
    return value.isEmpty() ? "\u2013" : String.format(Locale.ROOT, format, value.getAsDouble());
  }
}
