package dev.gantry.reports.allure;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.JudgedRelease.Account;
import dev.gantry.dossier.PrintableText;
import dev.gantry.reports.ledger.EntryPlace;
import dev.gantry.reports.ledger.LedgerEntry;
import dev.gantry.reports.ledger.LimitMargin;
import dev.gantry.reports.ledger.ReportFigures;
import io.qameta.allure.model.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists what an Allure result shows beside its name. Only what names the finding counts for its
 * history; what was measured is excluded, or every run would start a history of its own.
 */
record ResultParameters(List<Parameter> all) {
  ResultParameters {
    all = List.copyOf(all);
  }

  static ResultParameters of(LedgerEntry entry, JudgedRelease release) {
    List<Parameter> parameters = new ArrayList<>();
    add(parameters, "model", entry.place().model(), false);
    add(parameters, "precision", entry.place().precision(), false);
    add(parameters, "board kind", entry.place().kind(), false);
    add(parameters, "board", entry.place().board(), false);
    add(parameters, "measured", entry.measuredText().orElse("not measured"), true);
    entry.limit().ifPresent(limit -> add(parameters, "limit", limit.toString(), true));
    entry
        .margin()
        .map(LimitMargin::words)
        .ifPresent(words -> add(parameters, "margin", words, true));
    entry
        .confidence()
        .ifPresent(share -> add(parameters, "confidence", ReportFigures.percent(share), true));
    entry.blame().ifPresent(blame -> add(parameters, "blame", blame.name(), true));
    account(entry.place(), release)
        .flatMap(Account::engine)
        .ifPresent(engine -> add(parameters, "engine", engine.toString(), true));
    return new ResultParameters(parameters);
  }

  /** What the history id is made of. */
  String history(String fullName) {
    StringBuilder text = new StringBuilder(fullName);
    all.stream()
        .filter(parameter -> !parameter.getExcluded())
        .forEach(
            parameter ->
                text.append('\n')
                    .append(parameter.getName())
                    .append('=')
                    .append(parameter.getValue()));
    return text.toString();
  }

  private static Optional<Account> account(EntryPlace place, JudgedRelease release) {
    return release.accounts().stream()
        .filter(account -> EntryPlace.of(account.cell(), account.board()).equals(place))
        .findFirst();
  }

  private static void add(List<Parameter> parameters, String name, String value, boolean excluded) {
    parameters.add(
        new Parameter().setName(name).setValue(PrintableText.lines(value)).setExcluded(excluded));
  }
}
