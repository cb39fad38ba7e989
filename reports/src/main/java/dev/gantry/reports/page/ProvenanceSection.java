package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.JudgedRelease.PinnedEngine;
import dev.gantry.dossier.ReleasePlan.Calibration;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.ReleasePlan.PlannedModel;
import dev.gantry.dossier.Waiver;
import dev.gantry.reports.markup.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lists the bytes that the verdict speaks of: engines, models, golden sets, and the waivers in
 * force.
 */
record ProvenanceSection(JudgedRelease release) {

  Element element() {
    Element section =
        tag("section", "provenance")
            .add(
                tag("h2").text("The bytes that were tested"),
                tag("p", "lead")
                    .text("The verdict holds for exactly these bytes, named by their SHA-256."),
                table("Engine", "Digest", engines()),
                table("What they were made from", "Digest", models()));
    return release.plan().waivers().isEmpty()
        ? section
        : section.add(table("Waiver", "Owner and reason", waivers()));
  }

  private List<Element> engines() {
    List<Element> rows = new ArrayList<>();
    for (PlannedCell planned : release.plan().cells()) {
      Optional<Digest> pinned =
          release.engines().stream()
              .filter(engine -> engine.cell().equals(planned.cell()))
              .map(PinnedEngine::digest)
              .findFirst();
      rows.add(row(tag("td").text(planned.cell().id()), digest(pinned)));
    }
    release.engines().stream()
        .filter(
            engine ->
                release.plan().cells().stream()
                    .noneMatch(cell -> cell.cell().equals(engine.cell())))
        .forEach(
            engine ->
                rows.add(
                    row(tag("td").text(engine.cell().id()), digest(Optional.of(engine.digest())))));
    return rows;
  }

  private static Element digest(Optional<Digest> digest) {
    return digest
        .map(name -> tag("td").add(tag("code").text(name.toString())))
        .orElseGet(() -> tag("td", "empty").text("no engine was pinned"));
  }

  private List<Element> models() {
    List<Element> rows = new ArrayList<>();
    for (PlannedModel model : release.plan().models()) {
      rows.add(
          row(
              tag("td").text(model.name() + ", the ONNX model"),
              digest(Optional.of(model.onnx()))));
      rows.add(row(golden(model.golden()), digest(Optional.of(model.golden().digest()))));
      rows.addAll(making(model));
    }
    return rows;
  }

  /** Variants are made from more than the model: their engines speak of these bytes too. */
  private static List<Element> making(PlannedModel model) {
    List<Element> rows = new ArrayList<>();
    Calibration calibration = model.calibration();
    rows.add(
        row(
            tag("td")
                .text(model.name() + ", the calibration")
                .add(tag("small").text("ranges by " + calibration)),
            digest(Optional.of(calibration.inputs()))));
    model
        .nodePrecisions()
        .forEach(
            plan ->
                rows.add(
                    row(
                        tag("td").text(model.name() + " " + plan.precision() + ", the plan"),
                        digest(Optional.of(plan.rules())))));
    return rows;
  }

  private static Element golden(GoldenSet golden) {
    String slices =
        golden.slices().isEmpty()
            ? "no slices"
            : golden.slices().stream()
                .map(slice -> size(golden, slice))
                .collect(Collectors.joining(", "));
    int samples = golden.samples().size();
    String words = samples + (samples == 1 ? " sample; " : " samples; ") + slices;
    return tag("td")
        .text(golden.name() + " " + golden.version() + ", the golden set")
        .add(tag("small").text(words));
  }

  private static String size(GoldenSet golden, String slice) {
    long samples =
        golden.samples().stream().filter(sample -> sample.slices().contains(slice)).count();
    return slice + " " + samples;
  }

  private List<Element> waivers() {
    return release.plan().waivers().stream().map(ProvenanceSection::waiver).toList();
  }

  private static Element waiver(Waiver waiver) {
    return row(
        tag("td").add(tag("code").text(waiver.finding())),
        tag("td").text(FindingCard.words(waiver)));
  }

  private static Element row(Element... cells) {
    return tag("tr").add(cells);
  }

  private static Element table(String first, String second, List<Element> rows) {
    Element head = tag("thead").add(tag("tr").add(tag("th").text(first), tag("th").text(second)));
    return tag("div", "wide").add(tag("table", "pairs").add(head, tag("tbody").add(rows)));
  }
}
