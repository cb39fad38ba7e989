package dev.gantry.harness.command.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.converter.Conversion;
import dev.gantry.converter.compare.VariantAgreement;
import dev.gantry.converter.emit.EmittedGraph.KeptNode;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.PrintableText;
import dev.gantry.dossier.Variant;
import dev.gantry.json.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the result of a conversion, as lines for people and as JSON for machines. */
public record ConversionText(
    Path out, Conversion conversion, Optional<VariantAgreement> agreement) {
  private static final int FEW = 12;

  public List<String> lines() {
    Variant variant = conversion.variant();
    List<String> lines = new ArrayList<>();
    lines.add(
        "made "
            + out
            + ": "
            + variant.model()
            + " at "
            + variant.precision()
            + " for "
            + variant.dialect()
            + ", "
            + variant.size()
            + ", "
            + variant.digest()
            + (conversion.cached() ? " (cached)" : ""));
    List<KeptNode> kept = conversion.account().kept();
    kept.stream()
        .limit(FEW)
        .forEach(
            node ->
                lines.add(
                    "  kept at "
                        + node.precision()
                        + ": "
                        + PrintableText.line(node.operator() + " " + node.node())
                        + ", "
                        + PrintableText.line(node.reason())));
    if (kept.size() > FEW) {
      int more = kept.size() - FEW;
      String rest = more == 1 ? " more node; --json lists all" : " more nodes; --json lists all";
      lines.add("  and " + more + rest);
    }
    conversion.account().remarks().forEach(remark -> lines.add("  " + PrintableText.line(remark)));
    agreement.ifPresent(found -> lines.addAll(new AgreementText(variant, found).lines()));
    return lines;
  }

  public List<String> warnings() {
    return agreement
        .map(found -> new AgreementText(conversion.variant(), found).warnings())
        .orElse(List.of());
  }

  public ObjectNode json() {
    Variant variant = conversion.variant();
    ObjectNode node = JsonWriter.object();
    node.put("path", out.toString()).put("model", variant.model());
    node.put("precision", variant.precision().toString());
    node.put("dialect", variant.dialect().toString());
    node.put("digest", variant.digest().toString()).put("bytes", variant.size().bytes());
    node.put("cached", conversion.cached());
    conversion.account().passes().forEach(node.putArray("passes")::add);
    conversion.account().remarks().forEach(node.putArray("remarks")::add);
    node.putPOJO("kept", conversion.account().kept());
    conversion.account().rangesDigest().ifPresent(digest -> node.put("ranges", digest.toString()));
    agreement.ifPresent(found -> node.set("agreement", new AgreementText(variant, found).json()));
    warnings().forEach(node.putArray("warnings")::add);
    return node;
  }

  /** What a precision should keep of an output before people rely on it. */
  static double wanted(Precision precision) {
    return switch (precision) {
      case FP32 -> 100;
      case FP16 -> 40;
      case INT8, INT8_FP16 -> 20;
    };
  }
}
