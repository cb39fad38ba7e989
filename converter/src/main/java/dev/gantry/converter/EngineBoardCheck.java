package dev.gantry.converter;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Engine;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import dev.gantry.targets.BoardVisit;
import dev.gantry.targets.probe.BoardFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks whether an engine may run on a board. Engines of TensorRT are bound to one version and one
 * GPU. A mismatch is refused here in words, before the board's own TensorRT is tried.
 */
public record EngineBoardCheck(Engine engine) {
  public void admit(BoardVisit visit) throws RigException {
    admit(visit.board(), visit::fact);
  }

  void admit(String board, Function<BoardFact, Optional<String>> facts) throws RigException {
    if (engine.recipe().kind().backend() == Backend.ONNXRUNTIME) {
      return;
    }
    List<String> differences = new ArrayList<>();
    for (BoardFact fact : BoardFact.of(BoardFact.Use.ENGINE)) {
      Optional<String> built = Optional.ofNullable(engine.recipe().runtime().get(fact.key()));
      Optional<String> here = facts.apply(fact);
      if (!built.equals(here)) {
        differences.add(
            fact.key() + " " + built.orElse("unknown") + ", here " + here.orElse("unknown"));
      }
    }
    if (!differences.isEmpty()) {
      throw new RigException(
          new Trouble(
              Blame.CONFIGURATION,
              board,
              "the engine "
                  + engine.digest().shortName()
                  + " was built for another board: "
                  + String.join("; ", differences),
              "boards of one kind run the same engine bytes: give this one a kind of its own in"
                  + " the rack file, or the same JetPack as the others"));
    }
  }
}
