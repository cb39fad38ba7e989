package dev.gantry.settings;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.settings.tree.BaseFolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Holds what came of reading a file: the value, if all of it is right; everything that is wrong, by
 * line; the parts that are right, with their lines; and the folder in which its paths start.
 */
public record ReadResult<T extends Record>(
    Optional<T> value, List<Problem> problems, PartialRecord<T> parts, BaseFolder folder) {
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
    return new ReadResult<>(value, all, parts, folder);
  }

  /** The value of a file in which nothing is wrong. */
  public T orRefuse() throws RefusedException {
    if (value.isEmpty() || !problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return value.get();
  }
}
