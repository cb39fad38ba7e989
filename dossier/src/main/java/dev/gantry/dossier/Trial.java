package dev.gantry.dossier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a visit brought home for one cell. */
public sealed interface Trial {
  Cell cell();

  String board();

  boolean simulated();

  Instant started();

  Instant finished();

  /** Raw evidence; its files stand beside it. */
  record Measured(
      Cell cell,
      String board,
      boolean simulated,
      Instant started,
      Instant finished,
      Digest engine,
      EvidenceFile outputs,
      List<TimedRound> rounds,
      Optional<ByteCount> peakMemory,
      Optional<Duration> load,
      SortedMap<String, String> facts,
      Pushed pushed)
      implements Trial {
    public Measured {
      rounds = List.copyOf(rounds);
      facts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }
  }

  /** Why there is no evidence. */
  record Abandoned(
      Cell cell,
      String board,
      boolean simulated,
      Instant started,
      Instant finished,
      Trouble trouble)
      implements Trial {}

  /** A file of evidence in the trial's folder, named by its digest. */
  record EvidenceFile(String name, Digest digest, ByteCount size) {}

  /** One round of timed queries: nanoseconds of each, in a file. */
  record TimedRound(EvidenceFile times, int warmUp, int queries) {}

  /** What had to travel to the board; what was there already did not. */
  record Pushed(ByteCount runner, ByteCount golden, ByteCount engine) {
    public ByteCount total() {
      return runner.plus(golden).plus(engine);
    }
  }
}
