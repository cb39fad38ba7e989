package dev.gantry.reports.allure;

import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Precision;
import dev.gantry.reports.ledger.LedgerEntry;
import dev.gantry.reports.plot.LatencyPlot;
import io.qameta.allure.model.Attachment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The latency plots as files: drawn once for a model and precision, shown by all its results. */
final class PlotAttachments {
  private final Map<String, Attachment> byVariant = new HashMap<>();
  private final SortedMap<String, String> documents = new TreeMap<>();

  PlotAttachments(JudgedRelease release) {
    release.plan().cells().forEach(planned -> draw(release, planned.cell()));
    release.accounts().forEach(account -> draw(release, account.cell()));
  }

  private void draw(JudgedRelease release, Cell cell) {
    String variant = variant(cell.model(), cell.precision());
    if (byVariant.containsKey(variant)) {
      return;
    }
    LatencyPlot.of(release, cell.model(), cell.precision())
        .ifPresent(
            plot -> {
              String svg = plot.document();
              // Named by its bytes, like everything of consequence; the suffix is Allure's rule.
              Digest digest = Digest.of(svg.getBytes(StandardCharsets.UTF_8));
              String file = digest.shortName() + "-attachment.svg";
              documents.put(file, svg);
              byVariant.put(
                  variant,
                  new Attachment()
                      .setName("Inference time by percentile, all boards")
                      .setType("image/svg+xml")
                      .setSource(file));
            });
  }

  /** File names and the SVG documents in them. */
  SortedMap<String, String> documents() {
    return new TreeMap<>(documents);
  }

  List<Attachment> of(LedgerEntry entry) {
    Attachment plot = byVariant.get(entry.place().variant());
    return plot == null || !entry.criterion().startsWith("latency.") ? List.of() : List.of(plot);
  }

  private static String variant(String model, Precision precision) {
    return model + "/" + precision;
  }
}
