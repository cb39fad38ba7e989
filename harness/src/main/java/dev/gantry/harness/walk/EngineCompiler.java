package dev.gantry.harness.walk;

import dev.gantry.converter.BoardEngineBuild;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Variant;
import dev.gantry.targets.BoardVisit;
import java.util.function.Consumer;

/** Has a board make an engine. The demo puts a damaging one in its place. */
public interface EngineCompiler {
  /**
   * @param build 1 is the engine that is tested and ships; others are only compared with it
   * @param log hears what is said during the build, if there is one
   */
  BoardEngineBuild.Built compile(
      BoardVisit visit, BoardKind kind, Variant variant, int build, Consumer<String> log)
      throws RigException;
}
