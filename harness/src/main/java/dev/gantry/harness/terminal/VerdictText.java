package dev.gantry.harness.terminal;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Outcome;
import dev.gantry.dossier.PrintableText;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Subject;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trouble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A judged release in the few lines that someone at a terminal reads first. */
public final class VerdictText {
  private final Console console;

  public VerdictText(Console console) {
    this.console = console;
  }

  public List<String> lines(JudgedRelease release) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(release));
    if (release.simulated()) {
      lines.add("  on simulated boards");
    }
    if (release.shard().isPresent()) {
      lines.add("  no verdict on the release: 'gantry merge' of all shards gives it");
    }
    lines.add("  " + counts(release));
    lines.addAll(leftOut(release, "not needed", release::notNeeded));
    lines.addAll(leftOut(release, "tried in vain", release::inVain));
    release.findings().stream()
        .filter(finding -> finding.outcome() == Outcome.BROKEN)
        .forEach(finding -> add(lines, finding));
    notMeasured(release).forEach((what, subjects) -> add(lines, what, subjects));
    for (Trouble trouble : release.troubles()) {
      lines.add("  " + console.paint(Console.Colour.YELLOW, "trouble") + " " + trouble);
    }
    pushed(release).ifPresent(lines::add);
    return lines;
  }

  private String headline(JudgedRelease release) {
    Console.Colour colour =
        switch (release.verdict()) {
          case PASSED -> Console.Colour.GREEN;
          case FAILED -> Console.Colour.RED;
          case INCONCLUSIVE -> Console.Colour.YELLOW;
        };
    String which = release.shard().map(shard -> ", " + shard.words() + " alone").orElse("");
    return console.paint(colour, release.verdict().name())
        + "  "
        + release.plan().release()
        + which;
  }

  private static String counts(JudgedRelease release) {
    StringBuilder text = new StringBuilder();
    text.append(release.findings().size()).append(" findings:");
    for (Outcome outcome : Outcome.values()) {
      long count =
          release.findings().stream().filter(finding -> finding.outcome() == outcome).count();
      text.append(' ').append(count).append(' ').append(outcome).append(',');
    }
    return text.substring(0, text.length() - 1);
  }

  /** What nobody measured must not look as if it had been. */
  private static List<String> leftOut(
      JudgedRelease release, String word, Function<ReleasePlan.PlannedCell, List<String>> among) {
    Map<String, List<String>> cells = new LinkedHashMap<>();
    for (ReleasePlan.PlannedCell cell : release.plan().cells()) {
      List<String> unneeded = among.apply(cell);
      if (!unneeded.isEmpty()) {
        String boards =
            String.join(", ", unneeded)
                + ", since "
                + cell.units()
                + " of "
                + cell.boards().size()
                + (cell.units() == 1 ? " boards is" : " boards are")
                + " asked for of ";
        cells.computeIfAbsent(boards, key -> new ArrayList<>()).add(cell.cell().toString());
      }
    }
    List<String> lines = new ArrayList<>();
    cells.forEach(
        (boards, names) -> lines.add("  " + word + ": " + boards + String.join(", ", names)));
    return lines;
  }

  private void add(List<String> lines, Finding finding) {
    Console.Colour colour =
        finding.outcome() == Outcome.BROKEN ? Console.Colour.RED : Console.Colour.YELLOW;
    lines.add(
        "  "
            + console.paint(colour, finding.outcome().name())
            + " "
            + PrintableText.line(finding.subject().id()));
    lines.add("          " + PrintableText.line(finding.message()));
    if (finding instanceof Finding.Broken broken) {
      lines.add("          " + PrintableText.line(broken.remedy()));
      broken
          .waiver()
          .ifPresent(
              waiver ->
                  lines.add(
                      "          waived by "
                          + PrintableText.line(
                              waiver.owner()
                                  + " until "
                                  + waiver.expires()
                                  + ": "
                                  + waiver.reason())));
    }
  }

  /** One lost board leaves many findings with one reason: the reason is told once. */
  private static Map<String, List<Subject>> notMeasured(JudgedRelease release) {
    Map<String, List<Subject>> reasons = new LinkedHashMap<>();
    for (Finding finding : release.findings()) {
      if (finding instanceof Finding.NotMeasured unknown) {
        reasons
            .computeIfAbsent(
                PrintableText.line(unknown.message()) + "\n" + PrintableText.line(unknown.remedy()),
                key -> new ArrayList<>())
            .add(unknown.subject());
      }
    }
    return reasons;
  }

  private void add(List<String> lines, String reason, List<Subject> subjects) {
    String name = console.paint(Console.Colour.YELLOW, Outcome.NOT_MEASURED.name());
    Map<String, List<String>> places = new LinkedHashMap<>();
    for (Subject subject : subjects) {
      places
          .computeIfAbsent(subject.cell() + "/" + subject.board(), key -> new ArrayList<>())
          .add(subject.criterion());
    }
    places.forEach(
        (place, criteria) ->
            lines.add(
                "  "
                    + name
                    + " "
                    + PrintableText.line(place + "/ " + String.join(", ", criteria))));
    reason.lines().forEach(line -> lines.add("          " + line));
  }

  private static Optional<String> pushed(JudgedRelease release) {
    List<Trial.Pushed> all =
        release.accounts().stream()
            .map(JudgedRelease.Account::pushed)
            .flatMap(Optional::stream)
            .toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    ByteCount runner =
        all.stream().map(Trial.Pushed::runner).reduce(ByteCount.ZERO, ByteCount::plus);
    ByteCount golden =
        all.stream().map(Trial.Pushed::golden).reduce(ByteCount.ZERO, ByteCount::plus);
    ByteCount engine =
        all.stream().map(Trial.Pushed::engine).reduce(ByteCount.ZERO, ByteCount::plus);
    String words =
        "  pushed to boards: runner " + runner + ", golden data " + golden + ", engines " + engine;
    boolean nothing = runner.plus(golden).plus(engine).equals(ByteCount.ZERO);
    return Optional.of(words + (nothing ? " (everything was there already)" : ""));
  }
}
