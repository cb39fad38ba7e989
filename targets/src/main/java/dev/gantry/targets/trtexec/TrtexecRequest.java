package dev.gantry.targets.trtexec;

import java.util.List;

/** Says what trtexec is asked to do, whatever its version. Shapes are those of the graph. */
sealed interface TrtexecRequest permits BuildRequest, TimeRequest, InferRequest, InspectRequest {
  /** Its options in a dialect that does not object. */
  List<String> words(TrtexecDialect dialect);

  /** What no version of a dialect can do of it. */
  List<String> objections(TrtexecDialect dialect);

  /** What this version in particular cannot do of it, though others of its dialect can. */
  default List<String> objections(TrtexecVersion version) {
    return List.of();
  }
}
