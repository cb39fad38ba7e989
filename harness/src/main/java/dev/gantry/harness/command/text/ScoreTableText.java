package dev.gantry.harness.command.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.PrintableText;
import dev.gantry.golden.score.ScoreTable;
import dev.gantry.golden.score.ScoreTable.Part;
import dev.gantry.golden.score.ScoreTable.Row;
import dev.gantry.golden.score.ScoreTable.Taken;
import dev.gantry.json.JsonWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A table of scores as lines, as Markdown and as JSON. */
public record ScoreTableText(ScoreTable table) {
  private static final int SHOWN = 5;

  private boolean compared() {
    return table.rows().stream().anyMatch(row -> row.model().isPresent());
  }

  private List<String> figures(Row row) {
    List<String> figures = new ArrayList<>(List.of(Integer.toString(row.samples())));
    figures.add(figure(row.reference()));
    if (compared()) {
      figures.add(figure(row.model()));
      figures.add(figure(row.loss()));
    }
    return figures;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of("samples"));
    if (compared()) {
      names.addAll(
          List.of(
              table.metric().title() + " reference", table.metric().title() + " model", "loss"));
    } else {
      names.add(table.metric().title());
    }
    return names;
  }

  private static String figure(OptionalDouble value) {
    if (value.isEmpty()) {
      return "\u2013";
    }
    String text = String.format(Locale.ROOT, "%.4f", value.getAsDouble());
    return text.equals("-0.0000") ? "0.0000" : text;
  }

  public List<String> lines() {
    int widest = table.rows().stream().mapToInt(row -> plain(row).length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add(line("", names(), widest));
    table.rows().forEach(row -> lines.add(line(plain(row), figures(row), widest)));
    mistakes().forEach(taken -> lines.add("  " + mistake(taken)));
    return lines;
  }

  /** The most frequent ones; all of them are in the JSON. */
  private List<Taken> mistakes() {
    return table.confusion().stream()
        .filter(Taken::mistaken)
        .sorted(Comparator.comparingLong(Taken::most).reversed())
        .limit(SHOWN)
        .toList();
  }

  private String mistake(Taken taken) {
    String counts =
        compared()
            ? "reference " + count(taken.reference()) + ", model " + count(taken.model())
            : count(taken.reference());
    return taken.labelled().map(PrintableText::line).orElse("nothing")
        + " taken for "
        + taken.answered().map(PrintableText::line).orElse("nothing")
        + ": "
        + counts;
  }

  private static String count(OptionalLong count) {
    return count.isEmpty() ? "\u2013" : Long.toString(count.getAsLong());
  }

  private String line(String first, List<String> figures, int widest) {
    List<String> names = names();
    StringBuilder line = new StringBuilder("  " + first + " ".repeat(widest - first.length()));
    for (int column = 0; column < figures.size(); column++) {
      int width = Math.max(7, names.get(column).length());
      line.append(String.format("  %" + width + "s", figures.get(column)));
    }
    return line.toString();
  }

  private static String plain(Row row) {
    return row.part() == Part.ALL ? "all" : row.part() + " " + PrintableText.line(row.name());
  }

  public List<String> markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| part | " + String.join(" | ", names()) + " |");
    lines.add("|---|" + "---:|".repeat(names().size()));
    for (Row row : table.rows()) {
      String name = PrintableText.line(row.name()).replace("|", "\\|").replace("`", "'");
      String part = row.part() == Part.ALL ? "all" : row.part() + " `" + name + "`";
      lines.add("| " + part + " | " + String.join(" | ", figures(row)) + " |");
    }
    return lines;
  }

  public ObjectNode json() {
    ObjectNode node = JsonWriter.object().put("metric", table.metric().title());
    for (Row row : table.rows()) {
      ObjectNode own = node.withArray("/rows").addObject().put("part", row.part().toString());
      if (row.part() != Part.ALL) {
        own.put("name", row.name());
      }
      own.put("samples", row.samples());
      put(own, "reference", row.reference());
      if (compared()) {
        put(own, "model", row.model());
        put(own, "loss", row.loss());
      }
    }
    for (Taken taken : table.confusion()) {
      ObjectNode own = node.withArray("/confusion").addObject();
      own.put("labelled", taken.labelled().orElse(null));
      own.put("answered", taken.answered().orElse(null));
      put(own, "reference", taken.reference());
      if (compared()) {
        put(own, "model", taken.model());
      }
    }
    return node;
  }

  private static void put(ObjectNode node, String key, OptionalLong value) {
    if (value.isPresent()) {
      node.put(key, value.getAsLong());
    } else {
      node.putNull(key);
    }
  }

  /** What is unknown is null, never 0. */
  private static void put(ObjectNode node, String key, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(key, value.getAsDouble());
    } else {
      node.putNull(key);
    }
  }
}
