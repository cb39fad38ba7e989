package dev.gantry.settings;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.settings.tree.BaseFolder;
import dev.gantry.settings.tree.SettingsDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Holds what came of reading a file: the value, if it could be bound; everything that is wrong, by
 * line; the tree, to tell later problems with their lines; and the folder in which its paths start.
 */
public record ReadResult<T>(
    Optional<T> value, List<Problem> problems, SettingsDocument document, BaseFolder folder) {
  public ReadResult {
    problems =
        problems.stream()
            .sorted(Comparator.comparingInt(problem -> problem.line().orElse(Integer.MAX_VALUE)))
            .toList();
  }

  /** The same with what a closer look found. */
  public ReadResult<T> with(List<Problem> more) {
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(more);
    return new ReadResult<>(value, all, document, folder);
  }

  /** The value of a file in which nothing is wrong. */
  public T orRefuse() throws RefusedException {
    if (value.isEmpty() || !problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return value.get();
  }
}
