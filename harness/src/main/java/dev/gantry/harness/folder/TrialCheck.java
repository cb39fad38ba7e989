package dev.gantry.harness.folder;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.PlainName;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Trial;
import java.util.ArrayList;
import java.util.List;

/** A trial must say of itself what its place in the dossier and the plan say of it. */
record TrialCheck(String file, Journal.Entry entry, ReleasePlan plan) {
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
    if (trial.rounds().size() > plan.scenario().rounds()) {
      throw refused(
          "lists "
              + trial.rounds().size()
              + " rounds, the plan at most "
              + plan.scenario().rounds());
    }
    List<Trial.EvidenceFile> files = new ArrayList<>(List.of(trial.outputs()));
    trial.rounds().forEach(round -> files.add(round.times()));
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

  private RefusedException refused(String what) {
    return new RefusedException(Problem.in(file, what, "use an untouched copy of the dossier"));
  }
}
