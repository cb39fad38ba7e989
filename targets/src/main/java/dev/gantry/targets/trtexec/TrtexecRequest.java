package dev.gantry.targets.trtexec;

import java.util.List;

/** What trtexec is asked to do, whatever its version. Shapes are those of the graph. */
public sealed interface TrtexecRequest permits Build, Time, Infer, Inspect {
  /** Its options in a dialect that does not object. */
  List<String> words(TrtexecDialect dialect);

  /** What no version of a dialect can do of it. */
  List<String> objections(TrtexecDialect dialect);

  /** What this version in particular cannot do of it, though others of its dialect can. */
  default List<String> objections(TensorrtVersion version) {
    return List.of();
  }
}
