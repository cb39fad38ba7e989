package dev.gantry.reports.allure;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.PrintableText;
import dev.gantry.reports.ledger.EntryPlace;
import dev.gantry.reports.ledger.EntryStanding;
import dev.gantry.reports.ledger.LedgerEntry;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.TestResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An entry as an Allure result. Broken is {@code failed}; missing or not measured is {@code
 * broken}; waived is {@code passed}, because the release may ship, but tagged, muted and in a
 * category of its own, because the limit is not kept.
 */
final class ResultSheet {
  private final JudgedRelease release;
  private final PlotAttachments plots;

  ResultSheet(JudgedRelease release, PlotAttachments plots) {
    this.release = release;
    this.plots = plots;
  }

  TestResult result(LedgerEntry entry, int turn) {
    ResultParameters parameters = ResultParameters.of(entry, release);
    // Where there was no trial there is no duration: a made-up one would be read as a measurement.
    Optional<JudgedRelease.Account> trial = trial(entry.place());
    Instant start = trial.map(JudgedRelease.Account::started).orElse(release.finished());
    Instant stop = trial.map(JudgedRelease.Account::finished).orElse(release.finished());
    return new TestResult()
        .setUuid(uuid(entry, turn))
        .setFullName(entry.id())
        .setTestCaseId(Md5.of(entry.id()))
        .setHistoryId(Md5.of(parameters.history(entry.id())))
        .setName(PrintableText.line(title(entry)))
        .setStage(Stage.FINISHED)
        .setStatus(status(entry.standing()))
        .setStatusDetails(details(entry))
        .setDescriptionHtml(ResultDescription.of(entry))
        .setLabels(labels(entry))
        .setParameters(parameters.all())
        .setAttachments(plots.of(entry))
        .setStart(start.toEpochMilli())
        .setStop(stop.toEpochMilli());
  }

  private Optional<JudgedRelease.Account> trial(EntryPlace place) {
    return release.accounts().stream()
        .filter(account -> account.board().equals(place.board()))
        .filter(account -> account.cell().id().equals(place.cell()))
        .findFirst();
  }

  // The same dossier drawn twice gives the same files; two findings of one id stay two results.
  private String uuid(LedgerEntry entry, int turn) {
    String seed =
        release.plan().release() + "\n" + release.started() + "\n" + turn + "\n" + entry.id();
    return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String title(LedgerEntry entry) {
    EntryPlace place = entry.place();
    if (place.equals(EntryPlace.RELEASE)) {
      return entry.criterion() + " of the release";
    }
    String where =
        " of "
            + place.model()
            + " "
            + place.precision()
            + " on "
            + place.board()
            + " ("
            + place.kind();
    String waived = entry.standing() == EntryStanding.WAIVED ? ", waived" : "";
    return entry.criterion() + where + (entry.simulated() ? ", simulated" : "") + waived + ")";
  }

  static Status status(EntryStanding standing) {
    return switch (standing) {
      case BROKEN -> Status.FAILED;
      case NO_EVIDENCE, NOT_MEASURED -> Status.BROKEN;
      case WAIVED, MET -> Status.PASSED;
    };
  }

  private static StatusDetails details(LedgerEntry entry) {
    boolean waived = entry.standing() == EntryStanding.WAIVED;
    String remedy = entry.remedy().isBlank() ? "" : "What to do: " + entry.remedy() + "\n";
    return new StatusDetails()
        .setMessage(PrintableText.lines(AllureCategory.of(entry).prefix() + entry.message()))
        .setTrace(PrintableText.lines(remedy + "Finding: " + entry.id()))
        .setKnown(waived)
        .setMuted(waived);
  }

  private List<Label> labels(LedgerEntry entry) {
    EntryPlace place = entry.place();
    List<Label> labels = new ArrayList<>();
    label(labels, "framework", "gantry");
    label(labels, "parentSuite", place.model());
    label(labels, "suite", place.precision());
    label(labels, "subSuite", place.kind());
    label(labels, "host", place.board());
    label(labels, "thread", place.board());
    label(labels, "severity", severity(entry));
    label(labels, "feature", entry.criterion());
    label(labels, "tag", place.precision());
    label(labels, "tag", place.kind());
    if (entry.simulated()) {
      label(labels, "tag", "simulated");
    }
    entry
        .waiver()
        .ifPresent(
            waiver -> {
              label(labels, "tag", "waived");
              label(labels, "owner", waiver.owner());
            });
    return labels;
  }

  // Missing evidence blocks: it hides whatever it would have shown.
  private static String severity(LedgerEntry entry) {
    if (entry.standing() == EntryStanding.NO_EVIDENCE) {
      return "blocker";
    }
    boolean correctness =
        entry.criterion().startsWith("task.") || entry.criterion().startsWith("parity.");
    return correctness ? "critical" : "normal";
  }

  private static void label(List<Label> labels, String name, String value) {
    labels.add(new Label().setName(name).setValue(PrintableText.lines(value)));
  }
}
