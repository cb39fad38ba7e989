package dev.gantry.targets.trtexec;

import java.util.List;

/**
 * Asks what the layers of an engine are, without running it.
 *
 * @param layersFile holds details only if the engine was built with them
 */
record InspectRequest(String engine, String layersFile) implements TrtexecRequest {
  @Override
  public List<String> words(TrtexecDialect dialect) {
    return List.of(
        "--loadEngine=" + engine,
        "--profilingVerbosity=detailed",
        "--exportLayerInfo=" + layersFile,
        dialect.withoutInference());
  }

  @Override
  public List<String> objections(TrtexecDialect dialect) {
    return List.of();
  }
}
