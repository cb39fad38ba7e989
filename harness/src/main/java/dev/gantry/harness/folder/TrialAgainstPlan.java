package dev.gantry.harness.folder;

import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.PlainName;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trial;
import java.util.List;

/** A trial must say of itself what its place in the dossier and the plan say of it. */
record TrialAgainstPlan(String file, Journal.Entry entry, ReleasePlan plan) {
  void require(Trial trial) throws RefusedException {
    String place = DossierPaths.trial(trial.cell(), trial.board());
    if (!place.equals(entry.subject())) {
      throw refused("is the trial of " + place + ", and lies in " + entry.subject());
    }
    if (trial.simulated() != plan.simulated(trial.board())) {
      throw refused("and the plan do not agree whether board " + trial.board() + " is simulated");
    }
    if (trial instanceof Trial.Measured measured) {
      requireEvidence(measured);
    }
  }

  private void requireEvidence(Trial.Measured trial) throws RefusedException {
    for (Trial.TimedRound round : trial.rounds()) {
      requirePlanned(trial, round.scenario());
    }
    requireRebuilds(trial);
    List<Trial.EvidenceFile> files = trial.files();
    if (files.stream().map(Trial.EvidenceFile::name).distinct().count() < files.size()) {
      throw refused("counts a file of evidence twice");
    }
    for (Trial.EvidenceFile evidence : files) {
      Digest vouched = entry.files().get(entry.subject() + "/" + evidence.name());
      if (!PlainName.isPlain(evidence.name()) || !evidence.digest().equals(vouched)) {
        throw refused("names evidence that the journal does not vouch for: " + evidence.name());
      }
    }
  }

  /** Of the same cell on the same board, and without evidence only where there is nothing new. */
  private void requireRebuilds(Trial.Measured trial) throws RefusedException {
    int planned =
        plan.cells().stream()
            .filter(cell -> cell.cell().equals(trial.cell()))
            .mapToInt(ReleasePlan.PlannedCell::builds)
            .max()
            .orElse(1);
    if (trial.rebuilds().size() >= planned) {
      throw refused(
          "lists " + (trial.rebuilds().size() + 1) + " builds, the plan at most " + planned);
    }
    for (Trial.Rebuild rebuild : trial.rebuilds()) {
      if (rebuild.measured().isEmpty() != rebuild.engine().equals(trial.engine())) {
        throw refused(
            "measures other bytes than it says, in build " + rebuild.engine().shortName());
      }
      if (rebuild.measured().isPresent()) {
        Trial.Measured other = rebuild.measured().get();
        if (!other.cell().equals(trial.cell())
            || !other.board().equals(trial.board())
            || !other.engine().equals(rebuild.engine())
            || !other.rebuilds().isEmpty()) {
          throw refused("measures another build elsewhere: " + rebuild.engine().shortName());
        }
        for (Trial.TimedRound round : other.rounds()) {
          requirePlanned(other, round.scenario());
        }
      }
    }
  }

  /** LookSchedule at the data are planned: whoever takes more finds by chance what they like. */
  private void requirePlanned(Trial.Measured trial, Scenario scenario) throws RefusedException {
    long taken = trial.rounds().stream().filter(round -> round.scenario().equals(scenario)).count();
    long planned = planned(trial.cell(), scenario);
    if (taken > planned) {
      throw refused(
          "lists "
              + taken
              + (taken == 1 ? " round" : " rounds")
              + " driven "
              + scenario.words()
              + ", the plan "
              + (planned == 0 ? "none" : "at most " + planned));
    }
  }

  private long planned(Cell cell, Scenario scenario) {
    if (scenario instanceof Scenario.Single) {
      return scenario.equals(plan.scenario()) ? plan.scenario().rounds() : 0;
    }
    boolean there =
        plan.cells().stream()
            .filter(planned -> planned.cell().equals(cell))
            .anyMatch(planned -> planned.scenarios().contains(scenario));
    return there ? scenario.rounds() : 0;
  }

  private RefusedException refused(String what) {
    return new RefusedException(Problem.in(file, what, "use an untouched copy of the dossier"));
  }
}
