package dev.gantry.validation.timing;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Judges a percentile of times against its limit, process by process. What one of the looks has
 * proven stays so; of looks that disagree, broken counts.
 */
public record LatencyCheck(Criterion.Latency criterion, LookSchedule looks) {
  public Ruling rule(List<RoundTimes> processes) {
    List<SortedTimes> sorted = sorted(processes);
    return telling(sorted)
        .map(this::told)
        .orElseGet(
            () ->
                Ruling.unknown(
                    Blame.DATA,
                    processes(sorted.size())
                        + (sorted.size() == 1 ? " was" : " were")
                        + " timed, and at least "
                        + looks.first()
                        + " show how one start differs from another",
                    "run this cell of the release again"));
  }

  /** How often a good engine would look as bad as this; empty where it is not broken. */
  public Optional<Double> chanceOfBroken(List<RoundTimes> processes) {
    return telling(sorted(processes))
        .filter(ruling -> ruling.answer() == PercentileRuling.Answer.BROKEN)
        .map(PercentileRuling::chance);
  }

  public boolean kept(List<RoundTimes> processes) {
    return telling(sorted(processes))
        .filter(ruling -> ruling.answer() == PercentileRuling.Answer.KEPT)
        .isPresent();
  }

  /** The look that counts; empty where there were too few processes for any. */
  Optional<PercentileRuling> telling(List<SortedTimes> sorted) {
    Optional<PercentileRuling> telling = Optional.empty();
    for (int look : looks.taken(sorted.size())) {
      PercentileRuling ruling =
          ruling(look, PercentileProof.of(criterion.percentile(), sorted.subList(0, look)));
      if (telling.isEmpty() || !telling.get().outweighs(ruling)) {
        telling = Optional.of(ruling);
      }
    }
    return telling;
  }

  private static List<SortedTimes> sorted(List<RoundTimes> processes) {
    return processes.stream().filter(round -> round.size() > 0).map(SortedTimes::of).toList();
  }

  private Ruling told(PercentileRuling telling) {
    return telling.rule() instanceof Ruling.Unknown unknown
        ? new Ruling.Unknown(
            unknown.value(), unknown.blame(), unknown.message() + more(telling), unknown.remedy())
        : telling.rule();
  }

  private PercentileRuling ruling(int look, PercentileProof proof) {
    return new PercentileRuling(
        criterion, proof, looks.share(look), looks.share(look), processes(look));
  }

  private String more(PercentileRuling undecided) {
    int look = undecided.proof().count();
    OptionalLong enough =
        looks.after(look).stream()
            .filter(later -> ruling(later, undecided.proof()).settledAmong(later))
            .mapToLong(later -> later)
            .findFirst();
    if (enough.isEmpty()) {
      enough = ruling(looks.most(), undecided.proof()).enough();
    }
    return enough.isEmpty()
        ? "; no number of processes will settle it: the percentile sits on the limit"
        : "; " + (enough.getAsLong() - look) + " more like these would settle it";
  }

  private static String processes(int count) {
    return count == 1 ? "1 process" : count + " processes";
  }
}
