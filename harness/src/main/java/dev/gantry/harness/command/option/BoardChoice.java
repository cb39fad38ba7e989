package dev.gantry.harness.command.option;

import dev.gantry.dossier.Board;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.RefusedException;
import dev.gantry.settings.tree.NearestWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** Reads the boards that a command is for, by name; where none is named, all of the rack. */
public final class BoardChoice {
  @Parameters(paramLabel = "BOARD", arity = "0..*", description = "which boards; all if left out")
  private List<String> names = new ArrayList<>();

  public boolean all() {
    return names.isEmpty();
  }

  /** The rack with these boards only. */
  public Rack of(Rack rack, Path file) throws RefusedException {
    List<Problem> problems = new ArrayList<>();
    for (String name : names) {
      problem(rack, file, name).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return only(rack, names.isEmpty() ? names(rack) : names);
  }

  /** The rack with one board only. */
  public static Rack one(Rack rack, Path file, String name) throws RefusedException {
    Optional<Problem> problem = problem(rack, file, name);
    if (problem.isPresent()) {
      throw new RefusedException(problem.get());
    }
    return only(rack, List.of(name));
  }

  private static Optional<Problem> problem(Rack rack, Path file, String name) {
    return names(rack).contains(name)
        ? Optional.empty()
        : Optional.of(
            Problem.in(
                file.toString(),
                "has no board '" + name + "'",
                new NearestWord(names(rack)).remedy(name)));
  }

  private static List<String> names(Rack rack) {
    return rack.boards().stream().map(Board::name).toList();
  }

  private static Rack only(Rack rack, List<String> wanted) {
    return new Rack(
        rack.name(),
        rack.kinds(),
        rack.boards().stream().filter(board -> wanted.contains(board.name())).toList());
  }
}
