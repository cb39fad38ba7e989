package dev.gantry.harness.walk;

import dev.gantry.converter.Choices;
import dev.gantry.converter.Conversion;
import dev.gantry.converter.ConversionOrder;
import dev.gantry.converter.Converter;
import dev.gantry.converter.TargetOpsets;
import dev.gantry.converter.calibrate.RangeMethods;
import dev.gantry.converter.emit.Emitted.KeptNode;
import dev.gantry.converter.emit.Wish;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Variant;
import dev.gantry.harness.folder.DossierFolder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The variants of a release, one after the other; each is made once, for all its boards. */
final class Converting {
  private final PreparedRelease release;
  private final DossierFolder dossier;
  private final Converter converter;
  private final Consumer<Progress> progress;

  Converting(
      PreparedRelease release,
      DossierFolder dossier,
      Converter converter,
      Consumer<Progress> progress) {
    this.release = release;
    this.dossier = dossier;
    this.converter = converter;
    this.progress = progress;
  }

  Map<Cell, Variant> variants() throws RefusedException, IOException {
    Map<Cell, Variant> variants = new HashMap<>();
    Map<String, Variant> made = new HashMap<>();
    for (ReleasePlan.PlannedCell planned : release.plan().cells()) {
      Cell cell = planned.cell();
      String name = cell.model() + "/" + cell.precision();
      if (!made.containsKey(name)) {
        Conversion conversion = convert(cell, name);
        tell(name, conversion);
        dossier.keepVariant(name, conversion.account().json());
        made.put(name, conversion.variant());
      }
      variants.put(cell, made.get(name));
    }
    return variants;
  }

  private Conversion convert(Cell cell, String name) throws RefusedException, IOException {
    PreparedRelease.Source source = release.source(cell.model());
    Wish wish = Wish.of(cell.precision(), PreparedRelease.DIALECT);
    Choices choices =
        new Choices(
            RangeMethods.of(source.calibration().method()),
            source.plan(cell.precision()),
            new TargetOpsets(wish).usual());
    return converter
        .convert(
            new ConversionOrder(name, source.model(), wish, source.calibration().feed(), choices))
        .of(cell.model());
  }

  /** What people should know is told where they see it; the account of a variant keeps it. */
  private void tell(String name, Conversion conversion) {
    conversion
        .account()
        .remarks()
        .forEach(remark -> progress.accept(Progress.note(Progress.Stage.CONVERT, name, remark)));
    // A node that stays higher for two reasons is told twice, and is still one.
    long kept = conversion.account().kept().stream().map(KeptNode::node).distinct().count();
    String made = conversion.cached() ? "converted before" : "converted";
    progress.accept(
        Progress.note(
            Progress.Stage.CONVERT,
            name,
            kept == 0
                ? made
                : made + ", " + kept + (kept == 1 ? " node stays higher" : " nodes stay higher")));
  }
}
