package dev.gantry.harness.folder.older;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists the earlier schemas that are still read, and raises what follows one of them to today's
 * form. The form that comes of it is bound as strictly as any other.
 */
public final class OlderSchemas {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<SchemaStep> STEPS =
      List.of(
          new SchemaStep("gantry.plan/1", "gantry.plan/2", OlderSchemas::kindsWithTensorrt),
          new SchemaStep("gantry.plan/2", "gantry.plan/3", OlderSchemas::withBudget),
          new SchemaStep(
              "gantry.engine/1",
              "gantry.engine/2",
              engine -> kindWithTensorrt(engine.path("recipe").path("kind"))),
          new SchemaStep("gantry.trial/1", "gantry.trial/2", OlderSchemas::withRebuilds),
          new SchemaStep("gantry.judged/1", "gantry.judged/2", OlderSchemas::withLayers),
          new SchemaStep(
              "gantry.judged/2",
              "gantry.judged/3",
              judged -> SchemaStep.add(judged, "shard", JSON.nullNode())),
          new SchemaStep("gantry.judged/3", "gantry.judged/4", OlderSchemas::withRules));

  private OlderSchemas() {}

  /** The schemas that are read for this one: itself, then those before it. */
  public static List<String> readFor(String schema) {
    List<String> read = new ArrayList<>(List.of(schema));
    Optional<SchemaStep> before = leadingTo(schema);
    while (before.isPresent()) {
      read.add(before.get().from());
      before = leadingTo(before.get().from());
    }
    return List.copyOf(read);
  }

  /** The schema that follows all others after this one; itself where none does. */
  public static String newest(String schema) {
    return STEPS.stream()
        .filter(step -> step.from().equals(schema))
        .findFirst()
        .map(step -> newest(step.to()))
        .orElse(schema);
  }

  /**
   * Raises what follows one schema to the form of another that it is read for.
   *
   * @throws IllegalArgumentException where it holds what its schema does not know
   */
  public static void raise(ObjectNode content, String from, String to) {
    String now = from;
    for (SchemaStep step : STEPS) {
      if (step.from().equals(now) && !now.equals(to)) {
        step.change().accept(content);
        now = step.to();
      }
    }
  }

  private static Optional<SchemaStep> leadingTo(String schema) {
    return STEPS.stream().filter(step -> step.to().equals(schema)).findFirst();
  }

  private static void kindsWithTensorrt(JsonNode plan) {
    plan.path("kinds").forEach(OlderSchemas::kindWithTensorrt);
  }

  /** Boards with TensorRT came later: a kind that needs one is refused where it is bound. */
  private static void kindWithTensorrt(JsonNode kind) {
    SchemaStep.addWhereMissing(kind, "tensorrt", JSON.nullNode());
  }

  /** Every board measured for as long as it took. */
  private static void withBudget(ObjectNode plan) {
    SchemaStep.add(plan, "budget", JSON.nullNode());
  }

  /** A recipe was compiled once. */
  private static void withRebuilds(ObjectNode trial) {
    if (trial.path("end").asText().equals("measured")) {
      SchemaStep.addWhereMissing(trial, "rebuilds", JSON.arrayNode());
    }
  }

  /** Nobody numbered rules, and answers were not told class by class. */
  private static void withRules(ObjectNode judged) {
    SchemaStep.add(judged, "rules", JSON.numberNode(0));
    for (JsonNode account : judged.path("accounts")) {
      if (account instanceof ObjectNode object) {
        SchemaStep.add(object, "task", JSON.nullNode());
      }
    }
    if (judged.path("plan") instanceof ObjectNode plan) {
      withBudget(plan);
    }
  }

  private static void withLayers(ObjectNode judged) {
    kindsWithTensorrt(judged.path("plan"));
    for (JsonNode account : judged.path("accounts")) {
      SchemaStep.addWhereMissing(account, "layers", JSON.nullNode());
    }
  }
}
