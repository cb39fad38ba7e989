package dev.gantry.validation.audit;

import dev.gantry.dossier.Precision;

/**
 * Says what one node of a variant multiplies and adds, and the precision that it has in the graph.
 *
 * @param planned int8, fp16, or fp32 for all else
 */
public record NodeWork(String node, long multiplyAdds, Precision planned) {
  public NodeWork {
    if (multiplyAdds <= 0) {
      throw new IllegalArgumentException(node + " has no work: " + multiplyAdds);
    }
  }
}
