package dev.gantry.validation.judgement;

import static dev.gantry.validation.judgement.Given.CELL;
import static dev.gantry.validation.judgement.Given.cell;
import static dev.gantry.validation.judgement.Given.golden;
import static dev.gantry.validation.judgement.Given.latency;
import static dev.gantry.validation.judgement.Given.memory;
import static dev.gantry.validation.judgement.Given.parity;
import static dev.gantry.validation.judgement.Given.plan;
import static dev.gantry.validation.judgement.Given.top1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Subject;
import dev.gantry.dossier.Verdict;
import dev.gantry.dossier.Waiver;
import dev.gantry.validation.judgement.ChangeReason.Sort;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgementDifferenceTest {
  private static final Instant MORNING = Instant.parse("2026-11-20T08:00:00Z");
  private static final Criterion SQNR = parity(ParityMetric.SQNR, ">= 20 dB");
  private static final Criterion LATENCY = latency(99, "<= 12 ms");
  private static final Criterion MEMORY = memory("<= 512 MiB");
  private static final Criterion TOP1 = top1("<= 11 pt");

  private static ReleasePlan of(Criterion... criteria) {
    return plan(1, golden(40), List.of(cell(List.of("a"), criteria)));
  }

  private static Finding met(Criterion criterion, String words) {
    return new Finding.Met(
        new Subject(CELL, "a", criterion.name()),
        criterion.limit().bound(),
        criterion.limit(),
        criterion.confidence(),
        words);
  }

  private static Finding broken(Criterion criterion, Optional<Waiver> waiver) {
    return new Finding.Broken(
        new Subject(CELL, "a", criterion.name()),
        criterion.limit().bound(),
        criterion.limit(),
        criterion.confidence(),
        "broken",
        "mend it",
        waiver);
  }

  private static JudgedRelease judged(ReleasePlan plan, int rules, Finding... findings) {
    return on(MORNING, plan, rules, findings);
  }

  private static JudgedRelease on(Instant trial, ReleasePlan plan, int rules, Finding... findings) {
    JudgedRelease.Account account =
        new JudgedRelease.Account(
            CELL,
            "a",
            false,
            trial,
            trial,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    return new JudgedRelease(
        plan,
        Optional.empty(),
        Verdict.PASSED,
        rules,
        MORNING,
        MORNING,
        List.of(),
        List.of(findings),
        List.of(),
        List.of(account));
  }

  private static List<ChangedFinding> changed(JudgedRelease before, JudgedRelease after) {
    return new JudgementDifference(before, after).findings();
  }

  @Test
  void what_is_the_same_to_the_letter_is_not_listed() {
    JudgedRelease old = judged(of(SQNR, MEMORY), 0, met(SQNR, "well"), met(MEMORY, "small"));
    JudgedRelease now = judged(of(SQNR, MEMORY), 1, met(SQNR, "well"), met(MEMORY, "slim"));

    assertThat(changed(old, old)).isEmpty();
    assertThat(changed(old, now))
        .extracting(one -> one.subject().criterion())
        .containsExactly("memory.peak");
    assertThat(changed(old, now).get(0).otherOutcome()).isFalse();
  }

  @Test
  void a_rule_that_touches_the_criterion_is_named_and_no_other() {
    ReleasePlan plan = of(SQNR, MEMORY);
    JudgedRelease old = judged(plan, 0, met(SQNR, "well"), met(MEMORY, "small"));
    JudgedRelease now =
        judged(plan, 1, broken(SQNR, Optional.empty()), broken(MEMORY, Optional.empty()));

    List<ChangedFinding> changed = changed(old, now);

    assertThat(changed).allMatch(ChangedFinding::otherOutcome);
    assertThat(changed.get(0).reasons()).containsExactly(ChangeReason.of(RuleChanges.all().get(0)));
    assertThat(changed.get(1).reasons())
        .extracting(ChangeReason::sort)
        .containsExactly(Sort.UNKNOWN);
    JudgedRelease already = judged(plan, 1, met(SQNR, "well"), met(MEMORY, "small"));
    assertThat(changed(already, now).get(0).reasons())
        .extracting(ChangeReason::sort)
        .containsExactly(Sort.UNKNOWN);
  }

  @Test
  void other_limits_confidences_and_waivers_are_told_with_both_values() {
    Criterion strict = latency(99, "<= 1 ms");
    Waiver waiver = new Waiver("*/*/*/*/memory.peak", "o", "r", LocalDate.of(2030, 1, 1));
    JudgedRelease old =
        judged(of(LATENCY, MEMORY), 1, met(LATENCY, "fast"), broken(MEMORY, Optional.empty()));
    JudgedRelease now =
        judged(
            of(strict, MEMORY),
            1,
            broken(strict, Optional.empty()),
            broken(MEMORY, Optional.of(waiver)));

    List<ChangedFinding> changed = changed(old, now);

    assertThat(changed.get(0).reasons()).extracting(ChangeReason::sort).containsExactly(Sort.LIMIT);
    assertThat(changed.get(0).reasons().get(0).what()).contains("<= 12 ms", "now <= 1 ms");
    assertThat(changed.get(1).reasons())
        .extracting(ChangeReason::sort)
        .containsExactly(Sort.WAIVER);
    assertThat(changed.get(1).reasons().get(0).what())
        .isEqualTo("not waived, now waived by */*/*/*/memory.peak");
  }

  @Test
  void a_criterion_that_came_or_went_is_a_change_of_limits() {
    JudgedRelease old = judged(of(SQNR), 1, met(SQNR, "well"));
    JudgedRelease now = judged(of(MEMORY), 1, met(MEMORY, "small"));

    List<ChangedFinding> changed = changed(old, now);

    assertThat(changed).extracting(ChangedFinding::before).contains(Optional.empty());
    assertThat(changed).extracting(ChangedFinding::after).contains(Optional.empty());
    assertThat(changed)
        .flatExtracting(ChangedFinding::reasons)
        .extracting(ChangeReason::sort)
        .containsExactly(Sort.LIMIT, Sort.LIMIT);
  }

  @Test
  void another_trial_is_other_evidence() {
    JudgedRelease old = judged(of(SQNR), 1, met(SQNR, "well"));
    JudgedRelease now = on(MORNING.plusSeconds(60), of(SQNR), 1, met(SQNR, "better"));

    assertThat(changed(old, now).get(0).reasons())
        .containsExactly(
            ChangeReason.of(
                Sort.EVIDENCE,
                "the trial of 2026-11-20T08:00:00Z, now that of 2026-11-20T08:01:00Z"));
  }

  @Test
  void checks_by_chance_are_moved_by_each_other_and_others_are_not() {
    Criterion strict = latency(99, "<= 1 ms");
    ReleasePlan then = of(LATENCY, TOP1, MEMORY);
    JudgedRelease old =
        judged(then, 1, met(LATENCY, "fast"), met(TOP1, "right"), met(MEMORY, "small"));
    JudgedRelease now =
        judged(
            of(strict, TOP1, MEMORY),
            1,
            broken(strict, Optional.empty()),
            met(TOP1, "less sure"),
            met(MEMORY, "slim"));

    List<ChangedFinding> changed = changed(old, now);

    assertThat(changed.get(1).reasons())
        .extracting(ChangeReason::sort)
        .containsExactly(Sort.FAMILY);
    assertThat(changed.get(1).reasons().get(0).what()).contains("now <= 1 ms");
    assertThat(changed.get(2).reasons())
        .extracting(ChangeReason::sort)
        .containsExactly(Sort.UNKNOWN);
  }

  @Test
  void a_judgement_by_later_rules_is_told_as_such() {
    JudgedRelease old = judged(of(MEMORY), 99, met(MEMORY, "small"));
    JudgedRelease now = judged(of(MEMORY), RuleChanges.latest(), met(MEMORY, "slim"));

    ChangeReason reason = changed(old, now).get(0).reasons().get(0);

    assertThat(reason.sort()).isEqualTo(Sort.RULE);
    assertThat(reason.rule()).isEqualTo(OptionalInt.empty());
    assertThat(reason.what()).contains("rules 99 of a later version");
  }

  @Test
  void rules_for_a_criterion_hold_for_other_builds_too() {
    RuleChange first = RuleChanges.all().get(0);

    assertThat(first.touches(new Criterion.Rebuilt(2, SQNR))).isTrue();
    assertThat(first.touches(new Criterion.Rebuilt(2, LATENCY))).isFalse();
  }

  @Test
  void changes_of_rules_count_up_and_are_sentences() {
    List<RuleChange> all = new ArrayList<>(RuleChanges.all());

    assertThat(all)
        .extracting(RuleChange::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, all.size()).boxed().toList());
    assertThat(all)
        .extracting(RuleChange::what)
        .doesNotHaveDuplicates()
        .allSatisfy(what -> assertThat(what).contains(" ").doesNotEndWith("."));
    assertThat(RuleChanges.latest()).isEqualTo(all.size());
  }
}
