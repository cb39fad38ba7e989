package dev.gantry.validation.trial;

import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.targets.store.StoredFile;
import dev.gantry.validation.judgement.StoppingRule;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says what is run: the cell, its engine's bytes, the packed golden inputs, how it is driven, how
 * an unfinished trial found the board, and what happened to the board before.
 *
 * @param rebuilds other engines of the same recipe, to be compared with it
 * @param answers what the engine gives for one sample
 * @param work what each node of the variant computes, as {@code GraphWork} writes it, where an
 *     audit will want it
 * @param longest how long the engine may take to load, or over one sample
 */
public record TrialOrder(
    Cell cell,
    BoardKind kind,
    boolean simulated,
    StoredFile engine,
    List<StoredFile> rebuilds,
    StoredFile golden,
    Scenario.Single single,
    List<Scenario> scenarios,
    List<Criterion> criteria,
    List<TensorSpec> answers,
    int samples,
    Optional<String> work,
    StoppingRule stopping,
    MeasuringBudget budget,
    Duration longest,
    Trial.Pushed pushedBefore,
    Optional<EarlierState> earlier,
    SortedMap<String, String> factsBefore) {
  public TrialOrder {
    rebuilds = List.copyOf(rebuilds);
    scenarios = List.copyOf(scenarios);
    criteria = List.copyOf(criteria);
    answers = List.copyOf(answers);
    factsBefore = Collections.unmodifiableSortedMap(new TreeMap<>(factsBefore));
  }

  /** How the names of all work for a cell begin. */
  public static String prefix(Cell cell) {
    // Names of jobs hold no '+'.
    String precision = cell.precision().toString().replace('+', '-');
    return cell.model() + "." + precision + "." + cell.kind() + ".";
  }
}
