package dev.gantry.harness.walk;

import dev.gantry.converter.Conversion;
import dev.gantry.converter.ConversionOptions;
import dev.gantry.converter.ConversionRequest;
import dev.gantry.converter.Converter;
import dev.gantry.converter.VariantTarget;
import dev.gantry.converter.calibrate.RangeMethods;
import dev.gantry.converter.emit.EmittedGraph.KeptNode;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Variant;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.inference.InferenceLimit;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The variants of a release, one after the other; each is made once, for all its boards. */
final class VariantConversions {
  private final PreparedRelease release;
  private final DossierFolder dossier;
  private final Converter converter;
  private final ReleaseRunner.Watch watch;

  VariantConversions(
      PreparedRelease release,
      DossierFolder dossier,
      Converter converter,
      ReleaseRunner.Watch watch) {
    this.release = release;
    this.dossier = dossier;
    this.converter = converter;
    this.watch = watch;
  }

  /** A variant and, for backends that tell what they compute in, what there is to compute. */
  record Made(Variant variant, Optional<String> work) {}

  Map<Cell, Made> variants() throws RefusedException, IOException {
    Map<Cell, Made> variants = new HashMap<>();
    Map<String, Made> made = new HashMap<>();
    long total =
        release.plan().cells().stream().map(planned -> name(planned.cell())).distinct().count();
    watch
        .progress()
        .accept(Progress.expected(Progress.Stage.CONVERT, release.plan().release(), 0, total));
    for (ReleasePlan.PlannedCell planned : release.plan().cells()) {
      Cell cell = planned.cell();
      VariantTarget target = VariantTarget.of(release.plan().kind(cell));
      String name = target.name(cell);
      if (!made.containsKey(name)) {
        Conversion conversion = convert(cell, target, name);
        tell(name, conversion, made.size() + 1L, total);
        dossier.keepVariant(name, conversion.account().json());
        made.put(name, new Made(conversion.variant(), work(target, conversion)));
      }
      variants.put(cell, made.get(name));
    }
    return variants;
  }

  private String name(Cell cell) {
    return VariantTarget.of(release.plan().kind(cell)).name(cell);
  }

  private Optional<String> work(VariantTarget target, Conversion conversion)
      throws RefusedException {
    if (target.dialect() != Dialect.TENSORRT) {
      return Optional.empty();
    }
    InferenceLimit limit =
        release.limits().inference(conversion.file().toString(), watch.cancelled());
    return Optional.of(new VariantWork(conversion.file(), limit).work().json());
  }

  private Conversion convert(Cell cell, VariantTarget target, String name)
      throws RefusedException, IOException {
    PreparedRelease.Source source = release.source(cell.model());
    ConversionOptions choices =
        new ConversionOptions(
            RangeMethods.of(source.calibration().method()),
            source.plan(cell.precision()),
            target.opsets(cell.precision()));
    return converter
        .convert(
            new ConversionRequest(
                name,
                source.model(),
                target.wish(cell.precision()),
                source.calibration().feed(),
                choices))
        .of(cell.model());
  }

  /** What people should know is told where they see it; the account of a variant keeps it. */
  private void tell(String name, Conversion conversion, long done, long total) {
    conversion
        .account()
        .remarks()
        .forEach(
            remark ->
                watch.progress().accept(Progress.remark(Progress.Stage.CONVERT, name, remark)));
    // A node that stays higher for two reasons is told twice, and is still one.
    long kept = conversion.account().kept().stream().map(KeptNode::node).distinct().count();
    String made = conversion.cached() ? "converted before (cached)" : "converted";
    watch
        .progress()
        .accept(
            Progress.ended(
                Progress.Stage.CONVERT,
                name,
                kept == 0
                    ? made
                    : made
                        + ", "
                        + kept
                        + (kept == 1 ? " node stays higher" : " nodes stay higher"),
                done,
                total));
  }
}
