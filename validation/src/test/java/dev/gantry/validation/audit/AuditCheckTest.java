package dev.gantry.validation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Precision;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditCheckTest {
  private static final Criterion.Fallback FALLBACK =
      new Criterion.Fallback(Limit.parse("<= 1 %"), 0.99);
  private static final Criterion.ComputedIn INT8 =
      new Criterion.ComputedIn(Precision.INT8, Limit.parse(">= 90 %"), 0.99);

  @Test
  void int8_that_is_computed_in_fp32_is_broken_and_named() {
    Ruling ruling =
        check(
                node("stem", 900_000, Precision.INT8, Precision.FP32),
                node("head", 100_000, Precision.INT8, Precision.INT8))
            .rule(FALLBACK);

    assertThat(ruling)
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> {
              assertThat(broken.value().plain()).isEqualTo(0.9);
              assertThat(broken.message())
                  .contains("90 % of 1,000,000 ", "stem in fp32")
                  .doesNotContain("head");
            });
  }

  @Test
  void what_the_variant_keeps_higher_is_no_fallback() {
    Ruling ruling =
        check(
                node("first", 500, Precision.FP32, Precision.FP32),
                node("rest", 500, Precision.INT8, Precision.INT8))
            .rule(FALLBACK);

    assertThat(ruling).isInstanceOf(Ruling.Met.class);
  }

  @Test
  void a_share_is_of_all_multiply_adds() {
    AuditCheck check =
        check(
            node("first", 500, Precision.FP32, Precision.FP32),
            node("rest", 500, Precision.INT8, Precision.INT8));

    assertThat(check.rule(INT8))
        .isInstanceOfSatisfying(
            Ruling.Broken.class, broken -> assertThat(broken.message()).contains("first in fp32"));
  }

  @Test
  void lower_than_wanted_is_wanted_too() {
    Criterion.ComputedIn half =
        new Criterion.ComputedIn(Precision.FP16, Limit.parse(">= 100 %"), 0.99);

    assertThat(check(node("a", 1, Precision.FP16, Precision.INT8)).rule(half))
        .isInstanceOf(Ruling.Met.class);
  }

  @Test
  void layers_that_do_not_tell_leave_it_open_only_where_they_could_turn_it() {
    ComputedNode hidden =
        new ComputedNode(
            new NodeWork("hidden", 50, Precision.INT8), Optional.empty(), Optional.of("myelin"));
    ComputedNode large = node("large", 950, Precision.INT8, Precision.INT8);

    assertThat(check(hidden, large).rule(INT8)).isInstanceOf(Ruling.Met.class);
    assertThat(check(hidden, large).rule(FALLBACK))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class, unknown -> assertThat(unknown.message()).contains("hidden"));
  }

  @Test
  void a_variant_that_multiplies_nothing_has_nothing_to_lose_and_nothing_to_show() {
    assertThat(check().rule(FALLBACK)).isInstanceOf(Ruling.Met.class);
    assertThat(check().rule(INT8)).isInstanceOf(Ruling.Unknown.class);
  }

  private static AuditCheck check(ComputedNode... nodes) {
    return new AuditCheck(List.of(nodes));
  }

  private static ComputedNode node(String name, long work, Precision planned, Precision computed) {
    return new ComputedNode(
        new NodeWork(name, work, planned), Optional.of(computed), Optional.of("layer " + name));
  }
}
