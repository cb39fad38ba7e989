package dev.gantry.validation.judgement;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Subject;
import dev.gantry.dossier.Unit;
import dev.gantry.dossier.Waiver;
import dev.gantry.validation.judgement.ChangeReason.Sort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what a judgement says otherwise than the one before over the same dossier, and why. */
public record JudgementDifference(JudgedRelease before, JudgedRelease after) {

  /** Every finding that is not to the letter what it was, in the order of the plan. */
  public List<ChangedFinding> findings() {
    Map<Subject, Finding> old = bySubject(before);
    Map<Subject, Finding> fresh = bySubject(after);
    Map<Subject, Finding> all = new LinkedHashMap<>(fresh);
    old.forEach(all::putIfAbsent);
    List<ChangedFinding> changed =
        all.keySet().stream()
            .filter(subject -> !optional(old, subject).equals(optional(fresh, subject)))
            .map(
                subject ->
                    new ChangedFinding(
                        subject,
                        optional(old, subject),
                        optional(fresh, subject),
                        own(subject, optional(old, subject), optional(fresh, subject))))
            .toList();
    List<ChangeReason> family = family(changed);
    return changed.stream().map(one -> explained(one, family)).toList();
  }

  private static Optional<Finding> optional(Map<Subject, Finding> findings, Subject subject) {
    return Optional.ofNullable(findings.get(subject));
  }

  private static Map<Subject, Finding> bySubject(JudgedRelease release) {
    return release.findings().stream()
        .collect(
            Collectors.toMap(
                Finding::subject,
                Function.identity(),
                (first, second) -> first,
                LinkedHashMap::new));
  }

  private List<ChangeReason> own(Subject subject, Optional<Finding> old, Optional<Finding> fresh) {
    List<ChangeReason> reasons = new ArrayList<>();
    limit(subject, old, fresh).ifPresent(reasons::add);
    if (!waiver(old).equals(waiver(fresh))) {
      reasons.add(ChangeReason.of(Sort.WAIVER, waiver(old) + ", now " + waiver(fresh)));
    }
    evidence(subject).ifPresent(reasons::add);
    if (before.rules() > after.rules()) {
      reasons.add(
          ChangeReason.of(
              Sort.RULE,
              "it was judged by rules "
                  + before.rules()
                  + " of a later version of Gantry, this one knows rules "
                  + after.rules()));
    }
    criterion(subject)
        .ifPresent(
            criterion ->
                RuleChanges.between(before.rules(), after.rules()).stream()
                    .filter(change -> change.touches(criterion))
                    .map(ChangeReason::of)
                    .forEach(reasons::add));
    return reasons;
  }

  private Optional<ChangeReason> limit(
      Subject subject, Optional<Finding> old, Optional<Finding> fresh) {
    if (old.isEmpty() || fresh.isEmpty()) {
      return in(after, subject).isEmpty() == in(before, subject).isEmpty()
          ? Optional.empty()
          : Optional.of(
              ChangeReason.of(
                  Sort.LIMIT,
                  old.isEmpty() ? "there was none, now there is one" : "there is none any more"));
    }
    String then = demand(in(before, subject), old.get());
    String now = demand(in(after, subject), fresh.get());
    return then.equals(now)
        ? Optional.empty()
        : Optional.of(ChangeReason.of(Sort.LIMIT, then + ", now " + now));
  }

  /** By the plan: what a finding is held to may be corrected for its family. */
  private static String demand(Optional<Criterion> criterion, Finding finding) {
    return criterion
        .map(one -> one.limit() + " at " + new Quantity(one.confidence() * 100, Unit.PERCENT))
        .orElseGet(() -> finding.limit().toString());
  }

  private static String waiver(Optional<Finding> finding) {
    return finding
        .filter(Finding.Broken.class::isInstance)
        .flatMap(broken -> ((Finding.Broken) broken).waiver())
        .map(Waiver::finding)
        .map(pattern -> "waived by " + pattern)
        .orElse("not waived");
  }

  private Optional<ChangeReason> evidence(Subject subject) {
    Optional<Instant> then = started(before, subject);
    Optional<Instant> now = started(after, subject);
    if (then.equals(now)) {
      return Optional.empty();
    }
    String was = then.map(at -> "the trial of " + at).orElse("no trial");
    String is = now.map(at -> "that of " + at).orElse("none");
    return Optional.of(ChangeReason.of(Sort.EVIDENCE, was + ", now " + is));
  }

  private static Optional<Instant> started(JudgedRelease release, Subject subject) {
    return release.accounts().stream()
        .filter(account -> account.cell().equals(subject.cell()))
        .filter(account -> account.board().equals(subject.board()))
        .map(JudgedRelease.Account::started)
        .findFirst();
  }

  private Optional<Criterion> criterion(Subject subject) {
    return in(after, subject).or(() -> in(before, subject));
  }

  private static Optional<Criterion> in(JudgedRelease release, Subject subject) {
    return release.plan().cells().stream()
        .filter(cell -> cell.cell().equals(subject.cell()))
        .flatMap(cell -> cell.criteria().stream())
        .filter(criterion -> criterion.name().equals(subject.criterion()))
        .findFirst();
  }

  /** Checks that chance can break are corrected together, so that one moves the others. */
  private List<ChangeReason> family(List<ChangedFinding> changed) {
    Set<String> seen = new TreeSet<>();
    return changed.stream()
        .filter(one -> byChance(one.subject()))
        .flatMap(one -> one.reasons().stream())
        .filter(reason -> reason.sort() != Sort.WAIVER)
        .map(ChangeReason::throughFamily)
        .filter(reason -> seen.add(reason.toString()))
        .toList();
  }

  private boolean byChance(Subject subject) {
    return criterion(subject).filter(Criterion::byChance).isPresent();
  }

  private ChangedFinding explained(ChangedFinding one, List<ChangeReason> family) {
    if (!one.reasons().isEmpty()) {
      return one;
    }
    List<ChangeReason> reasons = byChance(one.subject()) ? family : List.of();
    return new ChangedFinding(
        one.subject(),
        one.before(),
        one.after(),
        reasons.isEmpty()
            ? List.of(
                ChangeReason.of(
                    Sort.UNKNOWN, "neither limits nor evidence changed, nor a rule that is listed"))
            : reasons);
  }
}
