package dev.gantry.converter;

import dev.gantry.dossier.ByteCount;
import dev.gantry.targets.probe.BoardFact;
import dev.gantry.targets.probe.BoardProbe;
import java.util.Optional;

/**
 * The memory that TensorRT's tactics may use on a board whose CPU and GPU share theirs: a quarter
 * of all there is. It decides which tactics are tried, so it must not change with what else happens
 * to run; whether it is free is asked before each build.
 */
final class TacticMemory {
  private static final long STEP = 64L << 20;
  private static final long MOST = 4L << 30;
  private static final long KIBIBYTE = 1024;

  private TacticMemory() {}

  static Optional<ByteCount> of(BoardProbe probe) {
    return probe
        .fact(BoardFact.MEMORY)
        .filter(text -> text.matches("[0-9]{1,12}"))
        .map(text -> Long.parseLong(text) * KIBIBYTE / 4)
        .map(quarter -> new ByteCount(Math.max(STEP, Math.min(MOST, quarter / STEP * STEP))));
  }
}
