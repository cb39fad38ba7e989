package dev.gantry.validation.judgement;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trouble;
import dev.gantry.validation.accuracy.SampleTaskScore;
import dev.gantry.validation.audit.ComputedNode;
import dev.gantry.validation.timing.DrivenTimes;
import dev.gantry.validation.timing.RoundTimes;
import java.util.List;
import java.util.Optional;

/** Holds what came home for one cell from one board: evidence, or why there is none. */
public sealed interface BoardEvidence {

  /**
   * Raw evidence.
   *
   * @param rounds one entry for each look at the times of single queries, without the warm-up
   * @param driven what was timed when the engine was driven otherwise
   * @param audit each node of the variant that multiplies, as the engine computes it
   * @param invalid why the times say nothing of the model, in words; empty when they do
   * @param others the other engines of the same recipe, in the order of their builds
   */
  record Evidence(
      List<SampleTaskScore> scores,
      List<RoundTimes> rounds,
      List<DrivenTimes> driven,
      Optional<ByteCount> peakMemory,
      Optional<List<ComputedNode>> audit,
      List<String> invalid,
      List<OtherBuild> others)
      implements BoardEvidence {
    public Evidence {
      others = List.copyOf(others);
      scores = List.copyOf(scores);
      rounds = List.copyOf(rounds);
      driven = List.copyOf(driven);
      audit = audit.map(List::copyOf);
      invalid = List.copyOf(invalid);
    }

    /** Of a backend that does not tell what its engines compute in. */
    public Evidence(
        List<SampleTaskScore> scores,
        List<RoundTimes> rounds,
        List<DrivenTimes> driven,
        Optional<ByteCount> peakMemory,
        List<String> invalid) {
      this(scores, rounds, driven, peakMemory, Optional.empty(), invalid, List.of());
    }

    /** The times of one scenario; none where it was never driven so. */
    public List<RoundTimes> driven(Scenario scenario) {
      return driven.stream()
          .filter(times -> times.scenario().equals(scenario))
          .flatMap(times -> times.rounds().stream())
          .toList();
    }
  }

  /** Another build; without evidence of its own where it gave the very same bytes. */
  record OtherBuild(Digest engine, Optional<Evidence> evidence) {}

  /** Says why there is no evidence. */
  record NoEvidence(Trouble trouble) implements BoardEvidence {}
}
