package dev.gantry.harness.folder;

import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Trial;
import dev.gantry.golden.UnnamedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells what lies in a dossier and counts for nothing: what a kill left, and what somebody put
 * there or took out of the journal.
 */
record UnnamedDossierFiles(
    Path folder, Journal journal, ReleasePlan part, Collection<Trial> trials) {
  /** The journal vouches for itself, and the lock is for nobody to read. */
  private static final Set<String> OURS = Set.of(DossierFolder.JOURNAL, DossierFolder.LOCK);

  List<String> remarks() throws IOException {
    List<String> remarks = new ArrayList<>();
    int tail = tail();
    if (tail > 0) {
      remarks.add(
          DossierFolder.JOURNAL
              + " goes on for "
              + (tail == 1 ? "1 byte" : tail + " bytes")
              + " after its last whole line: a kill leaves such, and it counts for nothing");
    }
    Set<String> named = new HashSet<>(OURS);
    journal.latest().forEach(entry -> named.addAll(entry.files().keySet()));
    remarks.addAll(
        UnnamedFiles.remarks(
            folder, named::contains, "is not named in the journal: it counts for nothing"));
    trials.stream()
        .filter(trial -> !isPlanned(trial))
        .map(trial -> DossierPaths.trial(trial.cell(), trial.board()))
        .sorted()
        .forEach(trial -> remarks.add(trial + " was not planned here: it counts for nothing"));
    return remarks;
  }

  private boolean isPlanned(Trial trial) {
    return part.cells().stream()
        .filter(planned -> planned.cell().equals(trial.cell()))
        .anyMatch(planned -> planned.boards().contains(trial.board()));
  }

  private int tail() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(DossierFolder.JOURNAL));
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return bytes.length - end;
  }
}
