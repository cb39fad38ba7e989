package dev.gantry.converter.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.converter.graph.Graph;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.settings.ReadResult;
import dev.gantry.settings.SettingsFile;
import dev.gantry.settings.shape.PartialRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Rules that give nodes their precision; their file tells where each of them stands. */
public record PrecisionPlan(List<PlanFile.Rule> rules, PartialRecord<PlanFile> source) {
  public PrecisionPlan {
    rules = List.copyOf(rules);
  }

  /** The plan that says nothing. */
  public static PrecisionPlan none() {
    return of(List.of());
  }

  /** A plan of a tool's making, which has no lines. */
  public static PrecisionPlan of(List<PlanFile.Rule> rules) {
    return new PrecisionPlan(rules, PartialRecord.unread("precision plan", PlanFile.class));
  }

  public static PrecisionPlan read(Path file) throws RefusedException {
    ReadResult<PlanFile> read = new SettingsFile<>(PlanFile.class).read(file);
    // Before all else: the keys of a later form are not slips.
    Optional<String> schema = read.parts().text(PlanFile::schema);
    if (schema.isPresent() && !schema.get().equals(PlanFile.SCHEMA)) {
      throw new RefusedException(
          read.parts()
              .problem(
                  "it follows '" + schema.get() + "', this version reads " + PlanFile.SCHEMA,
                  "",
                  PlanFile::schema));
    }
    return new PrecisionPlan(read.orRefuse().rules(), read.parts());
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** Every rule must find a node, and no two may want different things of one. */
  public PlannedNodes on(Graph graph) throws RefusedException {
    PlanReading reading = new PlanReading(graph, source);
    for (int rule = 0; rule < rules.size(); rule++) {
      reading.apply(rule, rules.get(rule));
    }
    List<Problem> problems = reading.problems();
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return new PlannedNodes(reading.planned());
  }

  /** One rule a line, so that two plans can be compared. */
  String toJson() {
    StringBuilder json = new StringBuilder();
    json.append("{\n  \"schema\": \"").append(PlanFile.SCHEMA).append("\",\n  \"rules\": [");
    for (int index = 0; index < rules.size(); index++) {
      json.append(index == 0 ? "\n    " : ",\n    ").append(json(rules.get(index), true));
    }
    return json.append(rules.isEmpty() ? "]\n}\n" : "\n  ]\n}\n").toString();
  }

  /** The same for all plans that mean the same: reasons and the order of rules change nothing. */
  public Digest digest() {
    String meaning =
        rules.stream()
            .map(rule -> json(rule, false).toString())
            .distinct()
            .sorted()
            .reduce(PlanFile.SCHEMA, (left, right) -> left + "\n" + right);
    return Digest.of(meaning.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode json(PlanFile.Rule rule, boolean whole) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    rule.nodes().ifPresent(nodes -> json.put("nodes", nodes));
    rule.operator().ifPresent(operator -> json.put("operator", operator));
    json.put("precision", rule.precision().toString());
    rule.why().filter(why -> whole).ifPresent(why -> json.put("why", why));
    return json;
  }
}
