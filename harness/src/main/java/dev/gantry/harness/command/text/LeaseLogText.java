package dev.gantry.harness.command.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gantry.dossier.PrintableText;
import dev.gantry.harness.terminal.Console;
import dev.gantry.json.JsonWriter;
import dev.gantry.targets.lease.LeaseLogEntry;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Writes a board's own log of its leases, oldest first, for people and for machines. */
public record LeaseLogText(Console console, boolean json) {
  public void tell(List<LeaseLogEntry> entries) {
    if (json) {
      ArrayNode list = JsonWriter.list();
      for (LeaseLogEntry entry : entries) {
        list.addObject()
            .put("event", word(entry))
            .put("at", entry.at().toString())
            .put("uptime-seconds", entry.uptime().toMillis() / 1000.0)
            .put("token", entry.token())
            .put("holder", entry.who())
            .put("for", entry.forWhat());
      }
      console.result(JsonWriter.page(list));
      return;
    }
    for (LeaseLogEntry entry : entries) {
      String line =
          String.format(
              "%-24s %-6s #%-5d %-28s %s",
              entry.at().truncatedTo(ChronoUnit.MILLIS),
              word(entry),
              entry.token(),
              entry.who(),
              entry.forWhat());
      console.result(PrintableText.line(line));
    }
    if (entries.isEmpty()) {
      console.note("nobody had this board yet");
    }
  }

  private static String word(LeaseLogEntry entry) {
    return entry.event().name().toLowerCase(Locale.ROOT);
  }
}
