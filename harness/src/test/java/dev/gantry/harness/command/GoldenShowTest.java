package dev.gantry.harness.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.golden.ShippedSet;
import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenShowTest {
  @TempDir Path folder;
  private Bench bench;
  private ShippedSet.Unpacked signals;

  @BeforeEach
  void a_set() throws IOException {
    bench = new Bench(folder.resolve("home"));
    signals = ShippedSet.RAIL_SIGNALS.unpack(folder);
  }

  @Test
  void a_set_is_drawn_and_it_is_said_where() throws IOException {
    Path page = folder.resolve("page.html");
    Bench.Said said = bench.gantry("golden", "show", signals.set(), "--out", page, "--quiet");

    assertThat(said.code()).as(said.trouble()).isZero();
    assertThat(said.results()).isEqualToIgnoringNewLines("drawn in " + page + ": 300 samples");
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    // A page of ours may be drawn again over itself.
    assertThat(bench.gantry("golden", "show", signals.set(), "--out", page).code()).isZero();
  }

  @Test
  void facts_for_machines_write_no_page() throws IOException {
    Bench.Said said = bench.gantry("golden", "show", signals.set(), "--json", "--quiet");

    assertThat(said.code()).as(said.trouble()).isZero();
    JsonNode facts = new ObjectMapper().readTree(said.results());
    assertThat(facts.get("samples").asInt()).isEqualTo(300);
    assertThat(facts.at("/classes/person").asInt()).isEqualTo(50);
    assertThat(facts.at("/slices/night/samples").asInt()).isEqualTo(76);
    assertThat(facts.at("/inputs/0/max").asDouble()).isEqualTo(1.9921875);
    assertThat(facts.at("/outputs/0/nan").asInt()).isZero();
    assertThat(facts.at("/quality/rows/0/reference").asDouble()).isEqualTo(0.99);
    assertThat(facts.get("disagreeing")).hasSize(3);
    assertThat(Path.of("rail-signals.html")).doesNotExist();
  }

  @Test
  void facts_and_page_come_together_where_both_are_wanted() {
    Path page = folder.resolve("page.html");
    Bench.Said said =
        bench.gantry(
            "golden",
            "show",
            signals.set(),
            "--json",
            "--out",
            page,
            "--slice",
            "night",
            "--samples",
            5);

    assertThat(said.code()).as(said.trouble()).isZero();
    assertThat(said.results()).startsWith("{");
    assertThat(page).content().contains("5 of 76 samples of slice");
  }

  @Test
  void what_cannot_be_shown_is_refused_in_words() throws IOException {
    refused("there is no such folder", folder.resolve("nowhere"));
    refused("Its slices are day, fog, night, rain, small", signals.set(), "--slice", "nigth");
    refused("0 samples are nothing", signals.set(), "--samples", 0);
    refused("its folder does not exist", signals.set(), "--out", folder.resolve("no/page.html"));
    refused("is a folder", signals.set(), "--out", folder);
    Path letter = Files.writeString(folder.resolve("letter.html"), "<p>mine");
    refused("no sheet of a golden set", signals.set(), "--out", letter);
    assertThat(letter).hasContent("<p>mine");
  }

  private void refused(String words, Object... more) {
    Object[] line = new Object[more.length + 2];
    line[0] = "golden";
    line[1] = "show";
    System.arraycopy(more, 0, line, 2, more.length);
    Bench.Said said = bench.gantry(line);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains(words);
    assertThat(said.results()).isEmpty();
  }

  @Test
  void scores_come_as_lines_as_markdown_and_as_json() throws IOException {
    assertThat(bench.gantry("golden", "score", signals.set(), "--quiet").results())
        .contains("rail-signals version")
        .containsPattern("slice night +76 +0\\.9737\n");
    assertThat(bench.gantry("golden", "score", signals.set(), "--markdown", "--quiet").results())
        .contains("| part | samples | top1 |", "| slice `night` | 76 | 0.9737 |");
    JsonNode all =
        new ObjectMapper()
            .readTree(
                bench.gantry("golden", "score", signals.set(), "--json", "--quiet").results());
    assertThat(all.at("/0/metric").asText()).isEqualTo("top1");
    assertThat(all.at("/0/rows/0/reference").asDouble()).isEqualTo(0.99);
    assertThat(all.at("/0/rows/0").has("model")).isFalse();
  }

  @Test
  void the_tables_in_the_readme_are_those_that_are_printed() throws IOException {
    String readme = Files.readString(Path.of("..", "golden-data", "README.md"));
    for (ShippedSet set : ShippedSet.ALL) {
      Path folderOfSet = set.unpack(folder).set();
      Bench.Said said = bench.gantry("golden", "score", folderOfSet, "--markdown", "--quiet");
      assertThat(readme).contains(said.results().strip());
    }
  }

  @Test
  void a_model_run_now_stands_beside_its_reference() throws IOException {
    Bench.Said said =
        bench.gantry(
            "golden", "score", signals.set(), "--model", signals.model(), "--json", "--quiet");

    assertThat(said.code()).as(said.trouble()).isZero();
    JsonNode all = new ObjectMapper().readTree(said.results()).at("/0/rows/0");
    assertThat(all.get("model").asDouble()).isCloseTo(0.99, within(0.0001));
    assertThat(all.get("loss").asDouble()).isCloseTo(0, within(0.0001));
  }

  @Test
  void which_class_was_taken_for_which_is_told() throws IOException {
    Path set = ShippedSet.FREE_SPACE.unpack(folder).set();
    assertThat(bench.gantry("golden", "score", set, "--quiet").results())
        .containsPattern("background taken for person: [0-9]+\n");
    JsonNode confusion =
        new ObjectMapper()
            .readTree(bench.gantry("golden", "score", set, "--json", "--quiet").results())
            .at("/0/confusion");
    long counted = 0;
    for (JsonNode taken : confusion) {
      assertThat(taken.get("labelled").isTextual() && taken.get("answered").isTextual()).isTrue();
      counted += taken.get("reference").asLong();
    }
    // Every place of every picture, once.
    assertThat(counted).isEqualTo(300L * 24 * 24);
  }

  @Test
  void another_metric_and_files_for_cocos_tools_come_where_they_are_asked_for() throws IOException {
    Path set = ShippedSet.TRACK_OBJECTS.unpack(folder).set();
    Path coco = folder.resolve("coco");
    Bench.Said said =
        bench.gantry(
            "golden", "score", set, "--metric", "map50-95", "--coco", coco, "--json", "--quiet");

    assertThat(said.code()).as(said.trouble()).isZero();
    ObjectMapper json = new ObjectMapper();
    JsonNode scored = json.readTree(said.results()).at("/0");
    assertThat(scored.get("metric").asText()).isEqualTo("mAP50-95");
    JsonNode labels = json.readTree(coco.resolve("labels.json").toFile());
    assertThat(labels.get("images").size()).isEqualTo(300);
    assertThat(labels.get("annotations").size()).isEqualTo(697);
    assertThat(labels.at("/annotations/0/bbox")).hasSize(4);
    assertThat(json.readTree(coco.resolve("reference.json").toFile()).size()).isGreaterThan(697);
  }

  @Test
  void a_metric_that_the_answers_cannot_give_is_refused() {
    Bench.Said metric = bench.gantry("golden", "score", signals.set(), "--metric", "map50");
    assertThat(metric.code()).isEqualTo(64);
    assertThat(metric.trouble()).contains("not scored by map50", "[top1]");
    Bench.Said coco =
        bench.gantry("golden", "score", signals.set(), "--coco", folder.resolve("coco"));
    assertThat(coco.code()).isEqualTo(64);
    assertThat(coco.trouble()).contains("has no boxes");
  }

  @Test
  void what_cannot_be_scored_is_refused_and_the_others_are_scored() throws IOException {
    Path bare = Bench.copy(signals.set(), folder.resolve("bare"));
    Path manifest = bare.resolve("golden.yaml");
    Files.writeString(manifest, Files.readString(manifest).replaceAll("(?m)^decoding:.*\n", ""));
    Bench.Said said = bench.gantry("golden", "score", bare, signals.set(), "--quiet");

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("does not say how outputs become answers");
    assertThat(said.results()).contains("slice night");

    Bench.Said model =
        bench.gantry("golden", "score", signals.set(), "--model", folder.resolve("no.onnx"));
    assertThat(model.code()).isEqualTo(64);
    assertThat(model.trouble()).contains("there is no such file");
  }
}
