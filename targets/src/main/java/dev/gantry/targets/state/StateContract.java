package dev.gantry.targets.state;

import dev.gantry.dossier.Expectation;
import dev.gantry.targets.probe.BoardFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;

/** Checks that a board is in the state that was agreed. What cannot be told is a violation too. */
public record StateContract(Expectation expectation) {
  /** Of one core: what one other process may use, and all of them together. */
  static final int BUSIEST_PERCENT = 10;

  static final int TOTAL_PERCENT = 25;

  /** Each in words, with what to do; none where all is as agreed. */
  public List<String> violations(SortedMap<String, String> observed, StateMoment moment) {
    StateFacts seen = new StateFacts(observed);
    List<String> violations = new ArrayList<>();
    expectation.jetpack().ifPresent(wanted -> jetpack(seen, wanted, violations));
    expectation.powerMode().ifPresent(wanted -> powerMode(seen, wanted, violations));
    expectation.clocks().ifPresent(wanted -> clocks(seen, wanted, violations));
    expectation.fan().ifPresent(wanted -> fan(seen, wanted, violations));
    if (moment == StateMoment.BEFORE && expectation.maxStartCelsius().isPresent()) {
      temperature(seen, expectation.maxStartCelsius().getAsDouble(), violations);
    }
    if (expectation.alone()) {
      alone(seen, violations);
    }
    if (!expectation.equals(Expectation.NOTHING)) {
      throttling(seen, violations);
    }
    return List.copyOf(violations);
  }

  private static void jetpack(StateFacts seen, String wanted, List<String> violations) {
    seen.word(BoardFact.JETPACK)
        .ifPresentOrElse(
            jetpack -> {
              if (!covers(wanted, jetpack)) {
                violations.add(
                    "JetPack is "
                        + jetpack
                        + ", "
                        + wanted
                        + " is expected; flash the board, or correct expect.jetpack");
              }
            },
            () -> violations.add(unknown(seen, BoardFact.JETPACK, "the JetPack")));
  }

  /** 6.2 is 6.2 and no 6.2.1: patch versions bring another TensorRT or other clocks. */
  private static boolean covers(String wanted, String jetpack) {
    String dotZero = "(\\.0)+$";
    return wanted.strip().replaceFirst(dotZero, "").equals(jetpack.replaceFirst(dotZero, ""));
  }

  private static void powerMode(StateFacts seen, String wanted, List<String> violations) {
    seen.word(BoardFact.POWER_MODE)
        .ifPresentOrElse(
            mode -> {
              if (!StateFacts.same(mode, wanted)) {
                OptionalInt number = seen.modeNumber(wanted);
                violations.add(
                    "power mode is "
                        + mode
                        + ", "
                        + wanted
                        + " is expected; "
                        + (number.isPresent()
                            ? "set it with nvpmodel -m " + number.getAsInt()
                            : "the board knows "
                                + seen.word(BoardFact.POWER_MODE_CHOICES)
                                    .orElse("no list of modes")));
              }
            },
            () -> violations.add(unknown(seen, BoardFact.POWER_MODE, "the power mode")));
  }

  private static void clocks(StateFacts seen, Expectation.Clocks wanted, List<String> violations) {
    seen.word(BoardFact.CLOCKS)
        .ifPresentOrElse(
            clocks -> {
              if (!clocks.equals(wanted.toString())) {
                violations.add(
                    "clocks are "
                        + clocks
                        + seen.word(BoardFact.CLOCKS_FREE)
                            .map(which -> " (" + which + ")")
                            .orElse("")
                        + ", "
                        + wanted
                        + " is expected; "
                        + switch (wanted) {
                          case LOCKED ->
                              "run jetson_clocks as root, or set the governor performance";
                          case FREE -> "run jetson_clocks --restore as root, or start it anew";
                        });
              }
            },
            () -> violations.add(unknown(seen, BoardFact.CLOCKS, "whether the clocks are locked")));
  }

  private static void fan(StateFacts seen, Expectation.Fan wanted, List<String> violations) {
    OptionalDouble percent = seen.number(BoardFact.FAN_PERCENT);
    if (percent.isEmpty()) {
      violations.add(unknown(seen, BoardFact.FAN_PERCENT, "how fast the fan turns"));
    } else if (percent.getAsDouble() < wanted.percent()) {
      violations.add(
          "the fan turns at "
              + whole(percent.getAsDouble())
              + " %, at least "
              + wanted.percent()
              + " % is expected; run jetson_clocks --fan as root");
    }
  }

  private static void temperature(StateFacts seen, double most, List<String> violations) {
    OptionalDouble celsius = seen.number(BoardFact.TEMPERATURE_MAX);
    if (celsius.isEmpty()) {
      violations.add(unknown(seen, BoardFact.TEMPERATURE_MAX, "how warm the board is"));
    } else if (celsius.getAsDouble() > most) {
      violations.add(
          seen.word(BoardFact.TEMPERATURE_ZONE).orElse("the hottest zone")
              + " is at "
              + seen.word(BoardFact.TEMPERATURE_MAX).orElse("")
              + " C, at most "
              + whole(most)
              + " C is expected at the start; let the board cool down");
    }
  }

  private static void alone(StateFacts seen, List<String> violations) {
    OptionalDouble total = seen.number(BoardFact.OTHERS_TOTAL);
    OptionalDouble busiest = seen.number(BoardFact.OTHERS_BUSIEST_PERCENT);
    if (total.isEmpty() || busiest.isEmpty()) {
      violations.add(unknown(seen, BoardFact.OTHERS_TOTAL, "what else runs on the board"));
    } else if (busiest.getAsDouble() > BUSIEST_PERCENT || total.getAsDouble() > TOTAL_PERCENT) {
      violations.add(
          "others use "
              + whole(total.getAsDouble())
              + " % of a core"
              + seen.word(BoardFact.OTHERS_BUSIEST)
                  .map(
                      who ->
                          ", the busiest of them "
                              + who
                              + " with "
                              + whole(busiest.getAsDouble())
                              + " %")
                  .orElse("")
              + ", nothing else is expected to run; stop it while the board is measured");
    }
  }

  /** Whoever asks for a state at all asks for a board that is not slowed down. */
  private static void throttling(StateFacts seen, List<String> violations) {
    seen.word(BoardFact.THROTTLING)
        .filter(throttling -> !throttling.equals("none"))
        .ifPresent(
            throttling ->
                violations.add(
                    "the board slows itself down ("
                        + throttling
                        + "); look at its cooling and its power supply"));
  }

  private static String unknown(StateFacts seen, BoardFact fact, String what) {
    return "cannot tell " + what + ": " + seen.why(fact);
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, number == Math.rint(number) ? "%.0f" : "%.1f", number);
  }
}
