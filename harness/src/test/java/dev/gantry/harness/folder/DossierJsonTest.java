package dev.gantry.harness.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Engine;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Trial;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DossierJsonTest {
  private final DossierJson json = new DossierJson();

  @Test
  void everything_that_is_kept_comes_back_equal_and_says_its_schema() throws Exception {
    roundTrip("gantry.plan/3", ReleasePlan.class, Specimens.PLAN);
    roundTrip("gantry.engine/2", Engine.class, Specimens.ENGINE);
    roundTrip("gantry.trial/2", Trial.class, Specimens.MEASURED);
    roundTrip("gantry.trial/2", Trial.class, Specimens.ABANDONED);
    roundTrip("gantry.judged/4", JudgedRelease.class, Specimens.JUDGED);
  }

  @Test
  void the_specimens_leave_no_noun_and_no_optional_part_out() {
    Set<String> seen = new TreeSet<>();
    Set<String> empty = new TreeSet<>();
    for (Object specimen :
        new Object[] {
          Specimens.PLAN,
          Specimens.ENGINE,
          Specimens.MEASURED,
          Specimens.ABANDONED,
          Specimens.JUDGED
        }) {
      visit(specimen, seen, empty);
    }
    assertThat(seen)
        .contains("Met", "Broken", "NotMeasured", "Measured", "Abandoned", "TaskLoss", "Account")
        .contains("Classes", "ClassMap", "Boxes", "Grid", "Anchor")
        .hasSizeGreaterThan(30);
    empty.removeIf(part -> seenFull.contains(part));
    // Nothing was measured there, and that is the point.
    assertThat(empty).containsExactly("NotMeasured.measured");
  }

  @Test
  void another_schema_is_refused_by_name() {
    String plan = json.page("gantry.plan/3", Specimens.PLAN);

    assertThatThrownBy(() -> json.read("gantry.trial/2", Trial.class, plan))
        .isInstanceOf(DossierJson.MalformedException.class)
        .hasMessageContaining("gantry.plan/3")
        .hasMessageContaining("gantry.trial/2");
    assertThatThrownBy(() -> json.read("gantry.plan/3", ReleasePlan.class, "{}"))
        .hasMessageContaining("does not say which schema");
  }

  @Test
  void every_cut_and_every_foreign_key_is_refused() {
    String engine = json.line("gantry.engine/2", Specimens.ENGINE);
    for (int length = 0; length < engine.length(); length++) {
      String cut = engine.substring(0, length);
      assertThatThrownBy(() -> json.read("gantry.engine/2", Engine.class, cut))
          .as(cut)
          .isInstanceOf(DossierJson.MalformedException.class);
    }
    String foreign = engine.replaceFirst("\\{", "{\"extra\":1,");
    assertThatThrownBy(() -> json.read("gantry.engine/2", Engine.class, foreign))
        .isInstanceOf(DossierJson.MalformedException.class);
    String missing = engine.replaceFirst("\"size\":\\{[^}]*\\},", "");
    assertThatThrownBy(() -> json.read("gantry.engine/2", Engine.class, missing))
        .isInstanceOf(DossierJson.MalformedException.class);
  }

  private final Set<String> seenFull = new TreeSet<>();

  private <T> void roundTrip(String schema, Class<T> type, T value) throws Exception {
    String page = json.page(schema, value);
    assertThat(page).startsWith("{").contains("\"schema\" : \"" + schema + "\"");
    assertThat(json.read(schema, type, page)).isEqualTo(value);
    assertThat(json.read(schema, type, json.line(schema, value))).isEqualTo(value);
    assertThat(json.line(schema, value)).doesNotContain("\n");
  }

  private void visit(Object value, Set<String> seen, Set<String> empty) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(inner -> visit(inner, seen, empty));
    } else if (value instanceof Collection<?> many) {
      many.forEach(inner -> visit(inner, seen, empty));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(inner -> visit(inner, seen, empty));
    } else if (value instanceof Record) {
      seen.add(value.getClass().getSimpleName());
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        try {
          Object part = component.getAccessor().invoke(value);
          String name = value.getClass().getSimpleName() + "." + component.getName();
          boolean nothing =
              part.equals(Optional.empty())
                  || (part instanceof Collection<?> many && many.isEmpty())
                  || (part instanceof Map<?, ?> map && map.isEmpty());
          (nothing ? empty : seenFull).add(name);
          visit(part, seen, empty);
        } catch (ReflectiveOperationException e) {
          throw new LinkageError(e.getMessage(), e);
        }
      }
    }
  }
}
