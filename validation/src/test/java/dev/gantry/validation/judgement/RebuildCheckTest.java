package dev.gantry.validation.judgement;

import static dev.gantry.validation.judgement.Given.identical;
import static dev.gantry.validation.judgement.Given.losing;
import static dev.gantry.validation.judgement.Given.scored;
import static dev.gantry.validation.judgement.Given.timed;
import static dev.gantry.validation.judgement.Given.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.Precision;
import dev.gantry.validation.judgement.BoardEvidence.Evidence;
import dev.gantry.validation.judgement.BoardEvidence.OtherBuild;
import dev.gantry.validation.ruling.Ruling;
import dev.gantry.validation.timing.LookSchedule;
import dev.gantry.validation.timing.RoundTimes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RebuildCheckTest {
  private static final Criterion.Parity PARITY =
      new Criterion.Parity(ParityMetric.SQNR, Limit.parse(">= 40 dB"), 0.99);
  private static final Criterion.Latency LATENCY =
      new Criterion.Latency(50, Limit.parse("<= 12 ms"), 0.99);
  private static final OtherBuild ALIKE = new OtherBuild(digest("first"), Optional.empty());

  @Test
  void builds_of_the_same_bytes_are_what_ships() {
    assertThat(rule(PARITY, scored(identical(40)), ALIKE, ALIKE))
        .asInstanceOf(type(Ruling.Met.class))
        .extracting(Ruling.Met::message)
        .asString()
        .startsWith(
            "3 builds, build 1, which ships: 200 dB, 2: the same bytes, 3: the same bytes; build 2");
  }

  @Test
  void the_worst_build_speaks_for_all() {
    Ruling ruling =
        rule(
            PARITY,
            scored(identical(40)),
            other(scored(losing(40, 3))),
            other(scored(identical(40))));

    assertThat(ruling).isInstanceOf(Ruling.Broken.class);
    assertThat(((Ruling.Broken) ruling).message())
        .contains("build 1, which ships: 200 dB", "3: 200 dB", "; build 2: ");
  }

  @Test
  void of_several_broken_builds_the_worst_is_told_wherever_it_stands() {
    Evidence bad = scored(losing(40, 3));
    Evidence worse = scored(losing(40, 20));

    assertThat(((Ruling.Broken) rule(PARITY, bad, other(worse), other(bad))).message())
        .contains("; build 2: ");
    assertThat(((Ruling.Broken) rule(PARITY, bad, other(bad), other(worse))).message())
        .contains("; build 3: ");
  }

  @Test
  void an_engine_that_ships_by_luck_is_told_by_its_times_too() {
    Evidence quick = timed(times(1000, 0));
    Evidence slow = timed(times(1000, 900));

    assertThat(rule(LATENCY, quick, other(quick))).isInstanceOf(Ruling.Met.class);
    assertThat(rule(LATENCY, quick, other(slow))).isInstanceOf(Ruling.Broken.class);
  }

  @Test
  void one_of_many_builds_looks_bad_by_chance_more_often_than_one_alone() {
    Evidence quick = timed(times(1000, 0));
    Evidence slow =
        timed(
            List.of(
                RoundTimes.of(13_000_000), RoundTimes.of(13_200_000), RoundTimes.of(13_100_000)));

    double alone = ((Ruling.Broken) rule(LATENCY, quick, other(slow))).chance();
    double among =
        ((Ruling.Broken) rule(LATENCY, quick, other(slow), other(quick), other(quick))).chance();

    assertThat(alone).isPositive();
    assertThat(among).isEqualTo(Math.min(1, 3 * alone));
  }

  @Test
  void what_was_not_built_again_is_not_measured() {
    Ruling ruling =
        ruledCell(scored(identical(40)), List.of(ALIKE)).rule(new Criterion.Rebuilt(3, PARITY));

    assertThat(ruling)
        .isEqualTo(
            Ruling.unknown(
                Blame.CONFIGURATION,
                "its recipe was compiled 2 times, and 3 builds were to be compared",
                "run this cell of the release again"));
  }

  @Test
  void only_what_other_builds_are_measured_by_is_demanded_of_them() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Criterion.Rebuilt(2, new Criterion.PeakMemory(Limit.parse("<= 1 GiB"), 0.99)))
        .withMessageContaining("memory.peak");
    assertThatIllegalArgumentException().isThrownBy(() -> new Criterion.Rebuilt(1, PARITY));
  }

  private static Ruling rule(Criterion each, Evidence shipped, OtherBuild... others) {
    return ruledCell(shipped, Arrays.asList(others))
        .rule(new Criterion.Rebuilt(others.length + 1, each));
  }

  private static CellRuling ruledCell(Evidence shipped, List<OtherBuild> others) {
    Evidence all =
        new Evidence(
            shipped.scores(),
            shipped.rounds(),
            shipped.driven(),
            shipped.peakMemory(),
            shipped.audit(),
            shipped.invalid(),
            others);
    return new CellRuling.Found(
        all, Precision.INT8, Given.golden(40), List.of(), LookSchedule.upTo(3));
  }

  private static OtherBuild other(Evidence evidence) {
    return new OtherBuild(digest("other"), Optional.of(evidence));
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
