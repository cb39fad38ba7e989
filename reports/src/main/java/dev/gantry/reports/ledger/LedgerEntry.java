package dev.gantry.reports.ledger;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Waiver;
import java.util.Optional;
import java.util.OptionalDouble;

/** One line of a report: a finding, or the place where one is missing. */
public record LedgerEntry(
    EntryPlace place,
    String criterion,
    EntryStanding standing,
    boolean simulated,
    Optional<Quantity> measured,
    Optional<Limit> limit,
    OptionalDouble confidence,
    Optional<Blame> blame,
    String message,
    String remedy,
    Optional<Waiver> waiver) {

  static LedgerEntry of(Finding finding, boolean simulated) {
    Optional<Waiver> waiver = Optional.empty();
    Optional<Blame> blame = Optional.empty();
    EntryStanding standing = EntryStanding.MET;
    String remedy = "";
    if (finding instanceof Finding.Broken broken) {
      standing = broken.waiver().isPresent() ? EntryStanding.WAIVED : EntryStanding.BROKEN;
      blame = Optional.of(Blame.MODEL);
      remedy = broken.remedy();
      waiver = broken.waiver();
    } else if (finding instanceof Finding.NotMeasured open) {
      standing = EntryStanding.NOT_MEASURED;
      blame = Optional.of(open.blame());
      remedy = open.remedy();
    }
    return new LedgerEntry(
        EntryPlace.of(finding.subject().cell(), finding.subject().board()),
        finding.subject().criterion(),
        standing,
        simulated,
        finding.measured(),
        Optional.of(finding.limit()),
        OptionalDouble.of(finding.confidence()),
        blame,
        finding.message(),
        remedy,
        waiver);
  }

  static LedgerEntry missing(
      EntryPlace place,
      String criterion,
      boolean simulated,
      Optional<Limit> limit,
      String message) {
    return new LedgerEntry(
        place,
        criterion,
        EntryStanding.NO_EVIDENCE,
        simulated,
        Optional.empty(),
        limit,
        OptionalDouble.empty(),
        Optional.empty(),
        message,
        "look for the board among the troubles and in the journal, then run again with --resume",
        Optional.empty());
  }

  public String id() {
    return place.id() + "/" + criterion;
  }

  public Optional<LimitMargin> margin() {
    return measured.flatMap(value -> limit.flatMap(bound -> LimitMargin.of(value, bound)));
  }

  /** The measured value, in the unit of its limit, so that the two can be compared at a glance. */
  public Optional<String> measuredText() {
    return measured.map(
        value ->
            limit.map(bound -> ReportFigures.beside(value, bound)).orElse(ReportFigures.of(value)));
  }
}
