package dev.gantry.reports.ledger;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The answer in words, and the one sentence that says why. */
public record Headline(Verdict verdict, boolean whole, String why, Optional<String> contradiction) {

  public static Headline of(JudgedRelease release, Ledger ledger) {
    Verdict drawn = worse(release.verdict(), ledger.best());
    Optional<String> contradiction =
        drawn == release.verdict()
            ? Optional.empty()
            : Optional.of(
                "The dossier says "
                    + release.verdict()
                    + ", but its entries allow no better than "
                    + drawn
                    + ". Trust the worse of the two, and report this as a fault of Gantry.");
    return new Headline(drawn, release.shard().isEmpty(), why(drawn, ledger), contradiction);
  }

  /** Of a shard no words may be taken for those on the release. */
  public String words() {
    return switch (verdict) {
      case PASSED -> whole ? "Ship" : "This part holds";
      case FAILED -> "Do not ship";
      case INCONCLUSIVE -> "Cannot tell";
    };
  }

  private static Verdict worse(Verdict one, Verdict other) {
    if (one == Verdict.FAILED || other == Verdict.FAILED) {
      return Verdict.FAILED;
    }
    return one == Verdict.PASSED ? other : one;
  }

  private static String why(Verdict verdict, Ledger ledger) {
    return switch (verdict) {
      case PASSED -> passed(ledger);
      case FAILED -> failed(ledger);
      case INCONCLUSIVE -> inconclusive(ledger);
    };
  }

  private static String passed(Ledger ledger) {
    long waived = ledger.count(EntryStanding.WAIVED);
    String all =
        waived == 0
            ? ReportFigures.count(
                ledger.count(EntryStanding.MET), "finding is met", "findings are met")
            : ledger.count(EntryStanding.MET) + " findings are met and " + waived + " waived";
    String nearest =
        ledger
            .tightest(EntryStanding.MET)
            .map(entry -> " Closest to its limit: " + sentence(entry) + ".")
            .orElse("");
    return all + "; nothing is missing." + nearest;
  }

  private static String failed(Ledger ledger) {
    long broken = ledger.count(EntryStanding.BROKEN);
    String count =
        broken + " of " + ReportFigures.count(ledger.entries().size(), "finding", "findings");
    String others = open(ledger).isEmpty() ? "" : "; besides, " + open(ledger);
    Optional<LedgerEntry> worst =
        ledger
            .tightest(EntryStanding.BROKEN)
            .or(() -> ledger.entries(EntryStanding.BROKEN).stream().findFirst());
    return count
        + (broken == 1 ? " is broken" : " are broken")
        + others
        + "."
        + worst.map(entry -> " Worst: " + sentence(entry) + ".").orElse("");
  }

  private static String inconclusive(Ledger ledger) {
    String first =
        Stream.of(EntryStanding.NO_EVIDENCE, EntryStanding.NOT_MEASURED)
            .flatMap(standing -> ledger.entries(standing).stream())
            .findFirst()
            .map(entry -> " First: " + about(entry) + ": " + entry.message() + ".")
            .orElse("");
    return "Nothing is proven broken, but " + open(ledger) + "." + first.replace("..", ".");
  }

  private static String about(LedgerEntry entry) {
    boolean nothing = entry.standing() == EntryStanding.NO_EVIDENCE;
    return nothing ? entry.place().id() : entry.id();
  }

  private static String open(Ledger ledger) {
    List<String> parts = new ArrayList<>();
    long unmeasured = ledger.count(EntryStanding.NOT_MEASURED);
    long missing = ledger.count(EntryStanding.NO_EVIDENCE) - ledger.emptyCells();
    if (unmeasured > 0) {
      parts.add(ReportFigures.count(unmeasured, "finding is", "findings are") + " not measured");
    }
    if (ledger.emptyCells() > 0) {
      parts.add(
          ReportFigures.count(ledger.emptyCells(), "cell on a board has", "cells on boards have")
              + " no evidence");
    }
    if (missing > 0) {
      parts.add(ReportFigures.count(missing, "finding is", "findings are") + " missing");
    }
    return String.join(" and ", parts);
  }

  private static String sentence(LedgerEntry entry) {
    String value = entry.measuredText().map(text -> " at " + text).orElse("");
    String limit = entry.limit().map(bound -> ", " + bound.demand()).orElse("");
    String margin = entry.margin().map(words -> " (" + words.words() + ")").orElse("");
    return entry.criterion() + " of " + entry.place().id() + value + limit + margin;
  }
}
