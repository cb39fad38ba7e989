package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.Finding;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.JudgedRelease.Account;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.TaskProfile;
import dev.gantry.dossier.TaskProfile.Part;
import dev.gantry.dossier.TaskProfile.Reached;
import dev.gantry.reports.markup.Element;
import dev.gantry.reports.markup.MarkupNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws how well every engine does its task: in one line, and unfolded slice by slice and class by
 * class. Cells on boards that answer the same share it.
 */
final class TaskSection {
  private final JudgedRelease release;
  private final Map<Answers, List<Account>> told = new LinkedHashMap<>();

  private record Answers(String model, Precision precision, TaskProfile profile) {}

  TaskSection(JudgedRelease release) {
    this.release = release;
    for (Account account : release.accounts()) {
      account
          .task()
          .map(profile -> new Answers(account.cell().model(), account.cell().precision(), profile))
          .ifPresent(
              answers -> told.computeIfAbsent(answers, any -> new ArrayList<>()).add(account));
    }
  }

  List<MarkupNode> elements() {
    if (told.isEmpty()) {
      return List.of();
    }
    List<Element> parts = new ArrayList<>();
    told.forEach((answers, accounts) -> parts.add(element(answers, accounts)));
    return List.of(
        tag("section", "answers")
            .add(tag("h2").text("How good the answers are"), tag("p", "lead").text(lead()))
            .add(parts));
  }

  private String lead() {
    Set<TaskMetric> metrics = new LinkedHashSet<>();
    told.keySet().stream().flatMap(answers -> metrics(answers.profile())).forEach(metrics::add);
    return "Reference and engine against the labels of the golden set, as seen on its samples; what"
        + " that proves is told by the findings. "
        + metrics.stream()
            .map(metric -> metric.title() + " is the " + metric.meaning() + ".")
            .collect(Collectors.joining(" "));
  }

  private static Stream<TaskMetric> metrics(TaskProfile profile) {
    return profile.rows().stream().flatMap(row -> row.reached().stream()).map(Reached::metric);
  }

  private Element element(Answers answers, List<Account> accounts) {
    List<MarkupNode> line = new ArrayList<>();
    line.add(
        tag("span", "who")
            .text(answers.model() + " ")
            .add(
                tag("b", "precision").text(answers.precision().toString()),
                tag("small").text(places(accounts))));
    answers.profile().rows().stream()
        .filter(row -> row.part() == Part.ALL)
        .flatMap(row -> row.reached().stream())
        .forEach(reached -> line.add(TaskTable.inOneLine(reached)));
    Element fold = tag("details").add(tag("summary").add(line));
    TaskTable table = new TaskTable(answers.profile());
    return (broken(accounts) ? fold.attribute("open", "open") : fold)
        .add(tag("div", "both").add(table.parts(), table.mistakes()));
  }

  private static String places(List<Account> accounts) {
    return accounts.stream()
        .map(account -> account.cell().kind() + "/" + account.board())
        .collect(Collectors.joining(", "));
  }

  /** Who reads of a loss that is too large wants to see where it is. */
  private boolean broken(List<Account> accounts) {
    return release.findings().stream()
        .filter(Finding.Broken.class::isInstance)
        .map(Finding::subject)
        .filter(subject -> subject.criterion().startsWith("task."))
        .anyMatch(
            subject ->
                accounts.stream()
                    .anyMatch(
                        account ->
                            account.cell().equals(subject.cell())
                                && account.board().equals(subject.board())));
  }
}
