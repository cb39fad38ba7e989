package dev.gantry.reports.allure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.PrintableText;
import dev.gantry.dossier.ReleasePlan.PlannedBoard;
import dev.gantry.json.JsonWriter;
import dev.gantry.reports.ledger.ReportFigures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;

/** The plain files that stand beside Allure results: environment, executor and categories. */
final class AllureEnvironment {
  static final String SIMULATED = "Simulated boards: timings say nothing about real hardware.";

  private AllureEnvironment() {}

  static void write(JudgedRelease release, String executor, Path folder) throws IOException {
    Files.writeString(folder.resolve("environment.properties"), environment(release));
    Files.writeString(
        folder.resolve("executor.json"), JsonWriter.page(executor(release, executor)));
    Files.writeString(folder.resolve("categories.json"), JsonWriter.page(categories()));
  }

  private static String environment(JudgedRelease release) throws IOException {
    Properties environment = new Properties();
    environment.setProperty("Release", PrintableText.lines(release.plan().release()));
    environment.setProperty("Verdict", release.verdict().name());
    release
        .shard()
        .ifPresent(shard -> environment.setProperty("Shard", shard.words() + ", no whole release"));
    environment.setProperty("Rack", PrintableText.lines(release.plan().rack()));
    environment.setProperty("Boards", boards(release));
    environment.setProperty("Simulated", release.simulated() ? SIMULATED : "no");
    environment.setProperty("Gantry", PrintableText.lines(release.plan().gantry()));
    environment.setProperty("Started", ReportFigures.of(release.started()));
    environment.setProperty("Finished", ReportFigures.of(release.finished()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    environment.store(bytes, null);
    // The first line tells the time of writing: the same dossier must give the same file.
    return bytes
        .toString(StandardCharsets.ISO_8859_1)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .sorted()
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String boards(JudgedRelease release) {
    return release.plan().boards().stream()
        .map(AllureEnvironment::words)
        .collect(Collectors.joining(", "));
  }

  private static String words(PlannedBoard board) {
    return board.name() + " (" + board.kind() + (board.simulated() ? ", simulated)" : ")");
  }

  private static ObjectNode executor(JudgedRelease release, String executor) {
    return JsonWriter.object()
        .put("name", PrintableText.lines(executor))
        .put("type", "gantry")
        .put("buildName", PrintableText.lines(release.plan().release()))
        .put("reportName", "Gantry: " + release.verdict());
  }

  private static ArrayNode categories() {
    ArrayNode categories = JsonWriter.list();
    for (AllureCategory category : AllureCategory.values()) {
      if (category != AllureCategory.MET) {
        ObjectNode node = categories.addObject().put("name", category.title());
        node.put("messageRegex", category.pattern());
        node.putArray("matchedStatuses").add(category.status());
      }
    }
    return categories;
  }
}
