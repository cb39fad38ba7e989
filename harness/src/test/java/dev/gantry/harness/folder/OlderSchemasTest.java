package dev.gantry.harness.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Engine;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Trial;
import dev.gantry.harness.folder.older.OlderSchemas;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What follows an earlier schema is read, as strictly as what follows today's. */
class OlderSchemasTest {
  private final DossierJson json = new DossierJson();
  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void what_an_earlier_schema_did_not_know_is_absent() throws Exception {
    ObjectNode plan = firstPlan();
    ObjectNode trial = written(DossierFolder.TRIAL_SCHEMA, Specimens.MEASURED, "gantry.trial/1");
    trial.remove("rebuilds");

    ReleasePlan planned = json.read(DossierFolder.PLAN_SCHEMA, ReleasePlan.class, text(plan));
    Trial measured = json.read(DossierFolder.TRIAL_SCHEMA, Trial.class, text(trial));

    assertThat(planned.kinds())
        .isNotEmpty()
        .allSatisfy(kind -> assertThat(kind.tensorrt()).isEmpty());
    assertThat(planned.budget()).isEmpty();
    assertThat(((Trial.Measured) measured).rebuilds()).isEmpty();
  }

  @Test
  void an_earlier_schema_is_read_up_to_every_step_and_no_further_back() {
    assertThat(OlderSchemas.readFor(DossierFolder.PLAN_SCHEMA))
        .contains("gantry.plan/2", "gantry.plan/1")
        .doesNotContain("gantry.plan/0");
    assertThat(OlderSchemas.newest("gantry.judged/1")).isEqualTo(DossierFolder.JUDGED_SCHEMA);
    assertThat(OlderSchemas.newest("gantry.trial/1")).isEqualTo(DossierFolder.TRIAL_SCHEMA);
    assertThat(OlderSchemas.newest("gantry.engine/1")).isEqualTo(DossierFolder.ENGINE_SCHEMA);
    assertThat(OlderSchemas.newest("gantry.plan/1")).isEqualTo(DossierFolder.PLAN_SCHEMA);
    assertThat(OlderSchemas.newest("gantry.unknown/1")).isEqualTo("gantry.unknown/1");
  }

  @Test
  void a_key_that_came_later_or_from_elsewhere_is_refused_in_an_older_file() {
    ObjectNode judged = written(DossierFolder.JUDGED_SCHEMA, Specimens.JUDGED, "gantry.judged/2");
    assertThatThrownBy(
            () -> json.read(DossierFolder.JUDGED_SCHEMA, JudgedRelease.class, text(judged)))
        .isInstanceOf(DossierJson.MalformedException.class)
        .hasMessageContaining("it does not follow gantry.judged/2")
        .hasMessageContaining("shard");

    ObjectNode engine = written(DossierFolder.ENGINE_SCHEMA, Specimens.ENGINE, "gantry.engine/1");
    engine.put("extra", 1);
    assertThatThrownBy(() -> json.read(DossierFolder.ENGINE_SCHEMA, Engine.class, text(engine)))
        .isInstanceOf(DossierJson.MalformedException.class)
        .hasMessageContaining("it does not follow gantry.engine/1");
  }

  @Test
  void every_cut_and_every_lost_part_of_an_older_file_is_refused() {
    ObjectNode engine = written(DossierFolder.ENGINE_SCHEMA, Specimens.ENGINE, "gantry.engine/1");
    String whole = text(engine);
    for (int length = 0; length < whole.length(); length++) {
      String cut = whole.substring(0, length);
      assertThatThrownBy(() -> json.read(DossierFolder.ENGINE_SCHEMA, Engine.class, cut))
          .as(cut)
          .isInstanceOf(DossierJson.MalformedException.class);
    }
    for (String key : List.of("digest", "size", "recipe")) {
      assertThatThrownBy(
              () ->
                  json.read(
                      DossierFolder.ENGINE_SCHEMA,
                      Engine.class,
                      text(engine.deepCopy().without(List.of(key)))))
          .as(key)
          .isInstanceOf(DossierJson.MalformedException.class);
    }
  }

  @Test
  void parts_of_another_sort_in_an_older_file_are_refused_in_words() {
    Random random = new Random(11);
    ObjectNode plan = firstPlan();
    for (String key : List.of("models", "kinds", "boards", "cells", "scenario", "waivers")) {
      for (JsonNode strange :
          List.of(
              mapper.nullNode(),
              mapper.getNodeFactory().numberNode(random.nextInt(100) + 1),
              mapper.createArrayNode().add(mapper.createArrayNode()),
              mapper.createObjectNode().put("kinds", "none"))) {
        ObjectNode changed = plan.deepCopy();
        changed.set(key, strange);
        assertThatThrownBy(
                () -> json.read(DossierFolder.PLAN_SCHEMA, ReleasePlan.class, text(changed)))
            .as(key + " " + strange)
            .isInstanceOf(DossierJson.MalformedException.class);
      }
    }
  }

  @Test
  void a_schema_that_is_not_read_is_told_with_those_that_are_and_what_to_do() {
    assertThat(refusal("gantry.plan/99"))
        .hasMessage(
            "it follows gantry.plan/99, this version reads "
                + String.join(" and ", OlderSchemas.readFor(DossierFolder.PLAN_SCHEMA)))
        .extracting(DossierJson.MalformedException::remedy)
        .isEqualTo("use the version of Gantry that wrote it, or a later one");
    assertThat(refusal("gantry.plan/0").remedy())
        .isEqualTo("use the version of Gantry that wrote it, or one that still reads it");
    for (String foreign : List.of("gantry.trial/2", "gantry.plan/", "gantry.plan/9999999", "")) {
      assertThat(refusal(foreign).remedy()).isEqualTo("use an untouched copy of the dossier");
    }
  }

  /** A plan as the first schema had it. */
  private ObjectNode firstPlan() {
    ObjectNode plan = written(DossierFolder.PLAN_SCHEMA, Specimens.PLAN, "gantry.plan/1");
    plan.path("kinds")
        .forEach(kind -> ((ObjectNode) kind).put("backend", "onnxruntime").remove("tensorrt"));
    plan.remove("budget");
    return plan;
  }

  private DossierJson.MalformedException refusal(String schema) {
    ObjectNode plan = written(DossierFolder.PLAN_SCHEMA, Specimens.PLAN, schema);
    try {
      json.read(DossierFolder.PLAN_SCHEMA, ReleasePlan.class, text(plan));
    } catch (DossierJson.MalformedException e) {
      return e;
    }
    throw new AssertionError(schema + " was read");
  }

  private ObjectNode written(String schema, Object value, String as) {
    try {
      return ((ObjectNode) mapper.readTree(json.line(schema, value))).put("schema", as);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text(JsonNode node) {
    return node.toString();
  }
}
