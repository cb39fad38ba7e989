package dev.gantry.targets.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Expectation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StateContractTest {
  private static final Expectation ALL =
      new Expectation(
          Optional.of("6.2"),
          Optional.of("MAXN_SUPER"),
          Optional.of(Expectation.Clocks.LOCKED),
          Optional.of(new Expectation.Fan(80)),
          OptionalDouble.of(50),
          true);

  @Test
  void a_board_as_agreed_violates_nothing() {
    assertThat(violations(ALL, good(), StateMoment.BEFORE)).isEmpty();
    assertThat(violations(Expectation.NOTHING, new TreeMap<>(), StateMoment.BEFORE)).isEmpty();
  }

  @Test
  void every_difference_is_told_with_both_values_and_what_to_do() {
    SortedMap<String, String> seen = good();
    seen.putAll(
        Map.of(
            "jetpack", "6.2.1",
            "power-mode", "15W",
            "clocks", "free",
            "clocks.free", "6 of 6 cores: 729600 to 1728000 kHz",
            "fan.percent", "30",
            "temperature.max-celsius", "63.5",
            "throttling", "gpu-throttle-alert at 3"));
    seen.putAll(Map.of("others.total-percent", "130", "others.busiest-percent", "98"));

    assertThat(violations(ALL, seen, StateMoment.BEFORE))
        .containsExactly(
            "JetPack is 6.2.1, 6.2 is expected; flash the board, or correct expect.jetpack",
            "power mode is 15W, MAXN_SUPER is expected; set it with nvpmodel -m 2",
            "clocks are free (6 of 6 cores: 729600 to 1728000 kHz), locked is expected; run"
                + " jetson_clocks as root, or set the governor performance",
            "the fan turns at 30 %, at least 80 % is expected; run jetson_clocks --fan as root",
            "tj-thermal is at 63.5 C, at most 50 C is expected at the start; let the board cool"
                + " down",
            "others use 130 % of a core, the busiest of them python3 (4711) with 98 %, nothing else"
                + " is expected to run; stop it while the board is measured",
            "the board slows itself down (gpu-throttle-alert at 3); look at its cooling and its"
                + " power supply");
  }

  @Test
  void what_cannot_be_told_is_not_taken_for_right() {
    SortedMap<String, String> seen = new TreeMap<>();
    seen.put("unknown.power-mode", "nvpmodel is not installed");
    seen.put("fan.percent", "NaN");
    seen.put("temperature.max-celsius", "1e99");

    assertThat(violations(ALL, seen, StateMoment.BEFORE))
        .hasSize(6)
        .allMatch(words -> words.startsWith("cannot tell "))
        .contains("cannot tell the power mode: nvpmodel is not installed");
  }

  @Test
  void heat_counts_only_before_the_start() {
    SortedMap<String, String> seen = good();
    seen.put("temperature.max-celsius", "80.0");

    assertThat(violations(ALL, seen, StateMoment.BEFORE)).hasSize(1);
    assertThat(violations(ALL, seen, StateMoment.DURING)).isEmpty();
    assertThat(violations(ALL, seen, StateMoment.AFTER)).isEmpty();
  }

  @Test
  void many_small_others_disturb_as_one_big_one_does() {
    SortedMap<String, String> seen = good();
    seen.put("others.total-percent", "26");
    seen.put("others.busiest-percent", "2");

    assertThat(violations(ALL, seen, StateMoment.DURING)).hasSize(1);
  }

  @Test
  void older_modes_are_the_same_mode_under_their_longer_name() {
    SortedMap<String, String> seen = good();
    seen.put("power-mode", "MODE_30W");
    seen.put("power-mode.choices", "0=MAXN 1=MODE_15W 2=MODE_30W");

    assertThat(violations(mode("30W"), seen, StateMoment.DURING)).isEmpty();
    assertThat(violations(mode("15W"), seen, StateMoment.DURING))
        .containsExactly("power mode is MODE_30W, 15W is expected; set it with nvpmodel -m 1");
    assertThat(violations(mode("50W"), seen, StateMoment.DURING))
        .containsExactly(
            "power mode is MODE_30W, 50W is expected; the board knows 0=MAXN 1=MODE_15W 2=MODE_30W");
  }

  private static Expectation mode(String name) {
    return new Expectation(
        Optional.empty(),
        Optional.of(name),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        false);
  }

  private static List<String> violations(
      Expectation expectation, SortedMap<String, String> seen, StateMoment moment) {
    return new StateContract(expectation).violations(seen, moment);
  }

  private static SortedMap<String, String> good() {
    return new TreeMap<>(
        Map.ofEntries(
            Map.entry("jetpack", "6.2"),
            Map.entry("power-mode", "MAXN_SUPER"),
            Map.entry("power-mode.choices", "0=15W 1=25W 2=MAXN_SUPER 3=7W"),
            Map.entry("clocks", "locked"),
            Map.entry("fan.percent", "100"),
            Map.entry("temperature.max-celsius", "42.5"),
            Map.entry("temperature.zone", "tj-thermal"),
            Map.entry("others.total-percent", "3"),
            Map.entry("others.busiest-percent", "1"),
            Map.entry("others.busiest", "python3 (4711)"),
            Map.entry("throttling", "none")));
  }
}
