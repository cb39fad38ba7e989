package dev.gantry.validation.judgement;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Trouble;
import java.util.List;
import java.util.Optional;

/** What came home for one cell from one board. */
public sealed interface BoardEvidence {

  /**
   * Raw evidence.
   *
   * @param rounds one entry for each look at the times, without the warm-up
   * @param invalid why the times say nothing of the model, in words; empty when they do
   */
  record Evidence(
      List<SampleScore> scores,
      List<Times> rounds,
      Optional<ByteCount> peakMemory,
      List<String> invalid)
      implements BoardEvidence {
    public Evidence {
      scores = List.copyOf(scores);
      rounds = List.copyOf(rounds);
      invalid = List.copyOf(invalid);
    }
  }

  /** Why there is none. */
  record NoEvidence(Trouble trouble) implements BoardEvidence {}
}
