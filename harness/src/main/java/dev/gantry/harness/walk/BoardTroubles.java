package dev.gantry.harness.walk;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import dev.gantry.harness.rack.BoardQuarantine;
import dev.gantry.validation.trial.WrongState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Collects the troubles of one board in one run with their cells, and says when they are too many.
 */
final class BoardTroubles {
  private final String board;
  private final int most;
  private final List<OnCell> all = new ArrayList<>();

  BoardTroubles(String board, int most) {
    this.board = board;
    this.most = most;
  }

  /** A trouble on one cell; and whether the rack file may be as wrong as the board. */
  private record OnCell(Cell cell, Trouble trouble, boolean asked) {}

  /** Only trouble of the rack speaks against the board. */
  void add(Cell cell, RigException trouble) {
    if (trouble.trouble().blame() == Blame.RACK) {
      all.add(new OnCell(cell, trouble.trouble(), trouble instanceof WrongState));
    }
  }

  boolean tooMany() {
    return all.size() >= most;
  }

  /**
   * Whether it should stay away from later runs too. One cell may be at fault itself, whatever is
   * blamed; several speak against the board. A state that it was only asked for does not.
   */
  boolean lasting() {
    return all.stream().noneMatch(OnCell::asked)
        && all.stream().map(OnCell::cell).distinct().count() > 1;
  }

  Trouble trouble() {
    return new Trouble(
        Blame.RACK,
        board,
        "gets no more work in this run after " + words(),
        "'gantry rack doctor " + board + "' says what is wrong with it");
  }

  BoardQuarantine.Entry entry(Instant since) {
    return new BoardQuarantine.Entry(board, since, words());
  }

  private String words() {
    return all.size()
        + " troubles in one run: "
        + all.stream()
            .map(one -> one.cell() + ": " + one.trouble().what())
            .collect(Collectors.joining("; "));
  }
}
