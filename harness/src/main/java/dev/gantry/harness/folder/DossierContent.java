package dev.gantry.harness.folder;

import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Shard;
import dev.gantry.dossier.Trial;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what of a dossier can be trusted: its plan, its shard, its engines and its trials.
 *
 * @param planSchema that of the version that began it
 */
record DossierContent(
    String planSchema,
    ReleasePlan plan,
    Optional<Shard> shard,
    Map<String, DossierFolder.KeptEngine> engines,
    Map<String, Trial> trials) {
  DossierContent {
    engines = Map.copyOf(engines);
    trials = Map.copyOf(trials);
  }

  static DossierContent nothingYet(ReleasePlan plan, Optional<Shard> shard) {
    return new DossierContent(DossierFolder.PLAN_SCHEMA, plan, shard, Map.of(), Map.of());
  }
}
