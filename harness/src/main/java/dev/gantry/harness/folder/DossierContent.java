package dev.gantry.harness.folder;

import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Trial;
import java.util.Map;

/** What of a dossier can be trusted. */
record DossierContent(
    ReleasePlan plan, Map<String, DossierFolder.KeptEngine> engines, Map<String, Trial> trials) {
  DossierContent {
    engines = Map.copyOf(engines);
    trials = Map.copyOf(trials);
  }
}
