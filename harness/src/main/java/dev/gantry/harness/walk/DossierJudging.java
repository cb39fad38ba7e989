package dev.gantry.harness.walk;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trouble;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.targets.probe.BoardFact;
import dev.gantry.validation.evidence.TrialAccount;
import dev.gantry.validation.evidence.TrialFolder;
import dev.gantry.validation.judgement.BoardEvidence;
import dev.gantry.validation.judgement.CellOnBoard;
import dev.gantry.validation.judgement.Judgement;
import dev.gantry.validation.judgement.ReleaseJudge;
import dev.gantry.validation.judgement.RuleChanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** From a dossier to its verdict. Needs no board, no network, no clock. */
public final class DossierJudging {
  private final DossierFolder dossier;
  private final Map<CellOnBoard, BoardEvidence> evidence = new HashMap<>();
  private final List<JudgedRelease.Account> accounts = new ArrayList<>();
  private final List<Trouble> troubles = new ArrayList<>();
  private final Map<String, String> boots = new HashMap<>();

  private DossierJudging(DossierFolder dossier) {
    this.dossier = dossier;
  }

  public static JudgedRelease of(DossierFolder dossier) {
    return of(dossier, dossier.plan());
  }

  /**
   * Under a plan with other limits, but of the same cells. A shard is judged on its part alone, as
   * strictly as in the whole, so that nothing it breaks is mended by a merge.
   */
  public static JudgedRelease of(DossierFolder dossier, ReleasePlan plan) {
    DossierJudging judging = new DossierJudging(dossier);
    for (ReleasePlan.PlannedCell planned : judging.part(plan).cells()) {
      for (String board : planned.boards()) {
        judging.gather(plan, planned.cell(), board);
      }
    }
    return judging.judge(plan);
  }

  private JudgedRelease judge(ReleasePlan plan) {
    Judgement judgement = new ReleaseJudge().judge(plan, dossier.dayOfWaivers(), evidence);
    ReleasePlan part = part(plan);
    if (dossier.shard().isPresent()) {
      judgement = judgement.on(part);
    }
    return new JudgedRelease(
        part,
        dossier.shard(),
        judgement.verdict(),
        RuleChanges.latest(),
        dossier.started(),
        dossier.finished(),
        dossier.engines().stream()
            .map(kept -> new JudgedRelease.PinnedEngine(kept.cell(), kept.engine().digest()))
            .toList(),
        judgement.findings(),
        troubles.stream().distinct().toList(),
        accounts);
  }

  private ReleasePlan part(ReleasePlan plan) {
    return dossier.shard().map(shard -> plan.on(shard.boards())).orElse(plan);
  }

  private void gather(ReleasePlan plan, Cell cell, String board) {
    Optional<Trial> trial = dossier.trial(cell, board);
    if (trial.isEmpty()) {
      return;
    }
    CellOnBoard cellOnBoard = new CellOnBoard(cell, board);
    if (trial.get() instanceof Trial.Abandoned abandoned) {
      abandon(cellOnBoard, abandoned, abandoned.trouble());
    } else if (trial.get() instanceof Trial.Measured measured) {
      Optional<Trouble> twin = twin(measured);
      if (twin.isPresent()) {
        abandon(cellOnBoard, measured, twin.get());
        return;
      }
      try {
        measured(plan, cellOnBoard, measured);
      } catch (IOException | IllegalArgumentException e) {
        abandon(
            cellOnBoard,
            measured,
            new Trouble(
                Blame.DATA,
                cell + " on " + board,
                "its evidence does not fit together: " + e.getMessage(),
                "run this cell again"));
      }
    }
  }

  /** One machine under two names would count as two units; each start of a board has an id. */
  private Optional<Trouble> twin(Trial.Measured trial) {
    String boot = trial.facts().get(BoardFact.BOOT.key());
    if (boot == null || trial.simulated()) {
      return Optional.empty();
    }
    String first = boots.computeIfAbsent(boot, id -> trial.board());
    return first.equals(trial.board())
        ? Optional.empty()
        : Optional.of(
            new Trouble(
                Blame.CONFIGURATION,
                trial.board(),
                "is the same machine as " + first + ": both are of boot " + boot,
                "name each unit once in the rack file"));
  }

  private void measured(ReleasePlan plan, CellOnBoard cellOnBoard, Trial.Measured trial)
      throws IOException {
    TrialFolder folder =
        new TrialFolder(dossier.trialFolder(cellOnBoard.cell(), cellOnBoard.board()), trial);
    ReleasePlan.PlannedModel model = plan.model(cellOnBoard.cell().model());
    requireThePinnedEngine(cellOnBoard.cell(), trial);
    BoardEvidence.Evidence found =
        folder.evidence(
            model.golden(), dossier.references(model.name()), expected(plan, cellOnBoard.cell()));
    evidence.put(cellOnBoard, found);
    accounts.add(new TrialAccount(folder).account(found.scores(), model.golden()));
  }

  private static Expectation expected(ReleasePlan plan, Cell cell) {
    return plan.kinds().stream()
        .filter(kind -> kind.name().equals(cell.kind()))
        .findFirst()
        .map(BoardKind::expect)
        .orElse(Expectation.NOTHING);
  }

  /** Evidence of other bytes than those that would ship says nothing. */
  private void requireThePinnedEngine(Cell cell, Trial.Measured trial) throws IOException {
    boolean pinned =
        dossier
            .engine(cell)
            .filter(kept -> kept.engine().digest().equals(trial.engine()))
            .isPresent();
    if (!pinned) {
      throw new IOException("it ran engine " + trial.engine() + ", which is not the pinned one");
    }
  }

  private void abandon(CellOnBoard cellOnBoard, Trial trial, Trouble trouble) {
    evidence.put(cellOnBoard, new BoardEvidence.NoEvidence(trouble));
    troubles.add(trouble);
    accounts.add(
        new JudgedRelease.Account(
            cellOnBoard.cell(),
            cellOnBoard.board(),
            trial.simulated(),
            trial.started(),
            trial.finished(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty()));
  }
}
