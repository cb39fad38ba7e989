package dev.gantry.harness.terminal;

import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.PrintableText;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Sharding;
import dev.gantry.dossier.Unit;
import dev.gantry.dossier.Waiver;
import dev.gantry.harness.walk.MeasuringTime;
import dev.gantry.validation.timing.LookSchedule;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan for a person to read before hours of board time are spent on it. */
public final class PlanText {
  private PlanText() {}

  /** As it stands on a day, for waivers run out. */
  public static List<String> lines(ReleasePlan plan, LocalDate day) {
    List<String> lines = new ArrayList<>();
    lines.add(plan.release() + " on rack " + plan.rack());
    for (ReleasePlan.PlannedModel model : plan.models()) {
      lines.add(
          "  model "
              + model.name()
              + " "
              + model.onnx().shortName()
              + ", golden set "
              + model.golden().name()
              + " version "
              + model.golden().version()
              + " with "
              + count(model.golden().samples().size(), "sample"));
      lines.add("       ranges by " + model.calibration());
      model.nodePrecisions().forEach(rules -> lines.add("       nodes of " + rules));
    }
    for (BoardKind kind : plan.kinds()) {
      List<String> asked = expected(kind.expect());
      if (!asked.isEmpty()) {
        lines.add("  kind " + kind.name() + " must be found with " + String.join(", ", asked));
      }
    }
    lines.addAll(new TrtexecText(plan).lines());
    for (ReleasePlan.PlannedCell cell : plan.cells()) {
      lines.add("  cell " + cell.cell() + " on " + boards(cell));
      for (Scenario scenario : cell.scenarios()) {
        lines.add("       driven " + scenario.words());
      }
      if (cell.builds() > 1) {
        lines.add("       built " + cell.builds() + " times, the first build ships");
      }
      for (Criterion criterion : cell.criteria()) {
        lines.add("       " + criterion.name() + " " + criterion.limit());
      }
    }
    for (Waiver waiver : plan.waivers()) {
      lines.add(words(waiver, day));
    }
    Scenario.Single scenario = plan.scenario();
    lines.add(
        "  costs: "
            + count(plan.cells().size(), "engine")
            + " to build unless built before, "
            + count(trials(plan), "trial")
            + " on "
            + count(plan.boards().size(), "board")
            + ", each: every golden sample once, then "
            + processes(scenario.rounds())
            + scenario.warmUp()
            + " + "
            + scenario.queries()
            + " timed inferences"
            + driving(plan));
    lines.addAll(measuring(plan));
    if (plan.boards().stream().anyMatch(ReleasePlan.PlannedBoard::simulated)) {
      lines.add(
          "  simulated: "
              + String.join(
                  ", ",
                  plan.boards().stream()
                      .filter(ReleasePlan.PlannedBoard::simulated)
                      .map(ReleasePlan.PlannedBoard::name)
                      .toList()));
    }
    return lines.stream().map(PrintableText::line).toList();
  }

  /** As many as it takes to settle the limits. */
  private static String processes(int most) {
    int first = LookSchedule.upTo(most).first();
    return (first == most ? String.valueOf(most) : first + " to " + most)
        + (most == 1 ? " process of " : " processes of ");
  }

  private static String words(Waiver waiver, LocalDate day) {
    String words =
        waiver.holdsOn(day)
            ? "  waived %s by %s until %s: %s"
            : "  not waived: %s, for the waiver by %s expired on %s: %s";
    return String.format(
        words, waiver.finding(), waiver.owner(), waiver.expires(), waiver.reason());
  }

  /** Which boards each agent takes, where several share a plan. */
  public static List<String> lines(ReleasePlan plan, Sharding sharding) {
    return sharding.shards().stream()
        .map(
            shard ->
                "  "
                    + shard.words()
                    + ": "
                    + String.join(", ", shard.boards())
                    + "; "
                    + count(trials(plan.on(shard.boards())), "trial"))
        .toList();
  }

  private static long trials(ReleasePlan plan) {
    return plan.cells().stream().mapToLong(ReleasePlan.PlannedCell::units).sum();
  }

  private static String boards(ReleasePlan.PlannedCell cell) {
    String names = String.join(", ", cell.boards());
    return cell.units() == cell.boards().size()
        ? names
        : (cell.units() == 1 ? "any" : cell.units()) + " of " + names;
  }

  /** What is driven by the clock takes as long as it says, on every board. */
  private static String driving(ReleasePlan plan) {
    double seconds = 0;
    for (ReleasePlan.PlannedCell cell : plan.cells()) {
      for (Scenario scenario : cell.scenarios()) {
        seconds += cell.units() * scenario.driven().toNanos() / 1e9;
      }
    }
    if (seconds == 0) {
      return "";
    }
    return "; beside that " + words(seconds, 100) + " of driving in all";
  }

  /** One line for all boards that take the same time. */
  private static List<String> measuring(ReleasePlan plan) {
    Map<String, List<String>> boards = new LinkedHashMap<>();
    for (MeasuringTime time : MeasuringTime.of(plan)) {
      String words =
          "about "
              + words(time.expected().toNanos() / 1e9, 1)
              + ", at most about "
              + words(time.longest().toNanos() / 1e9, 1)
              + plan.budget().map(budget -> "; " + words(budget, time)).orElse("");
      boards.computeIfAbsent(words, key -> new ArrayList<>()).add(time.board());
    }
    return boards.entrySet().stream()
        .map(
            entry ->
                "  measuring on " + String.join(", ", entry.getValue()) + ": " + entry.getKey())
        .toList();
  }

  private static String words(Duration budget, MeasuringTime time) {
    String words = "the budget of " + words(budget.toNanos() / 1e9, 100);
    if (!time.cut()) {
      return words + " is enough";
    }
    return words
        + (time.expected().compareTo(budget) > 0 ? " cuts" : " may cut")
        + " that off: what is left then is NOT_MEASURED";
  }

  private static String words(double seconds, int parts) {
    Quantity time = new Quantity(seconds, Unit.SECOND);
    Quantity shown = seconds < 120 ? time : time.in(seconds < 7200 ? Unit.MINUTE : Unit.HOUR);
    double rounded = Math.round(shown.value() * parts) / (double) parts;
    return new Quantity(rounded, shown.unit()).toString();
  }

  private static List<String> expected(Expectation expect) {
    List<String> words = new ArrayList<>();
    expect.jetpack().ifPresent(jetpack -> words.add("JetPack " + jetpack));
    expect.powerMode().ifPresent(mode -> words.add("power mode " + mode));
    expect.clocks().ifPresent(clocks -> words.add("clocks " + clocks));
    expect.fan().ifPresent(fan -> words.add("its fan at " + fan.percent() + " % or more"));
    expect
        .maxStartCelsius()
        .ifPresent(
            most -> words.add("at most " + new Quantity(most, Unit.CELSIUS) + " at the start"));
    if (expect.alone()) {
      words.add("nothing else running");
    }
    return words;
  }

  private static String count(long many, String what) {
    return many + " " + what + (many == 1 ? "" : "s");
  }
}
