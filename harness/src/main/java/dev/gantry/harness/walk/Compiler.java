package dev.gantry.harness.walk;

import dev.gantry.converter.EngineBuild;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Variant;
import dev.gantry.targets.Visit;

/** Has a board make an engine. The demo puts a damaging one in its place. */
public interface Compiler {
  EngineBuild.Built compile(Visit visit, BoardKind kind, Variant variant) throws RigException;
}
