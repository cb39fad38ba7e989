package dev.gantry.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OtherCiTest {
  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "plan", Set.of("--rack", "--shards", "--quiet", "--no-color"),
          "run",
              Set.of(
                  "--rack",
                  "--out",
                  "--shard",
                  "--resume",
                  "--retry-rack",
                  "--quiet",
                  "--no-color"),
          "merge", Set.of("--out", "--quiet", "--no-color"));
  private static final Pattern BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CALL = Pattern.compile("^gantry (\\S+)(.*)$", Pattern.MULTILINE);
  private static final Pattern OPTION = Pattern.compile("\\s(--[a-z-]+)");
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
              .build());

  @Test
  void each_example_is_yaml() throws IOException {
    assertThat(examples()).hasSize(4);
  }

  @Test
  void every_command_line_is_one_that_gantry_knows() throws IOException {
    List<String> seen = new ArrayList<>();
    for (String script : scripts()) {
      Matcher call = CALL.matcher(script.replace("  ", ""));
      while (call.find()) {
        seen.add(call.group(1));
        assertThat(OPTIONS).containsKey(call.group(1));
        Matcher option = OPTION.matcher(call.group(2));
        while (option.find()) {
          assertThat(OPTIONS.get(call.group(1))).as(call.group()).contains(option.group(1));
        }
      }
    }
    assertThat(seen)
        .containsExactly(
            "plan", "run", "run", "run", "run", "merge", "plan", "run", "run", "run", "run",
            "merge");
  }

  @Test
  void what_the_rack_spoilt_is_run_once_more_in_every_example() throws IOException {
    assertThat(scripts())
        .filteredOn(script -> script.contains("gantry run"))
        .hasSize(4)
        .allSatisfy(
            script ->
                assertThat(script)
                    .containsOnlyOnce("if [ \"$code\" -eq 2 ]; then")
                    .containsOnlyOnce("--resume --retry-rack"));
  }

  @Test
  void no_script_is_put_together_from_values_of_the_outside() throws IOException {
    assertThat(scripts()).isNotEmpty().noneMatch(script -> script.contains("${{"));
  }

  @Test
  void the_folder_is_kept_whatever_happened() throws IOException {
    for (JsonNode example : examples()) {
      for (JsonNode job : jobs(example)) {
        boolean github = job.path("steps").isArray();
        assertThat(github ? uploads(job) : job.at("/artifacts/when").asText()).isEqualTo("always");
      }
    }
  }

  /** When the steps that upload are run, if they are all run alike. */
  private static String uploads(JsonNode job) {
    for (JsonNode step : job.path("steps")) {
      if (step.path("uses").asText().startsWith("actions/upload-artifact")) {
        return step.path("if").asText().replace("()", "");
      }
    }
    return "never";
  }

  private static List<JsonNode> jobs(JsonNode example) {
    List<JsonNode> jobs = new ArrayList<>();
    for (JsonNode each : example.has("jobs") ? example.get("jobs") : example) {
      if (each.has("script") || each.has("steps")) {
        jobs.add(each);
      }
    }
    return jobs;
  }

  /** The text of everything that is run by a shell. */
  private static List<String> scripts() throws IOException {
    List<String> scripts = new ArrayList<>();
    for (JsonNode example : examples()) {
      for (JsonNode job : jobs(example)) {
        for (JsonNode step : job.path("steps")) {
          if (step.has("run")) {
            scripts.add(step.get("run").asText());
          }
        }
        job.path("script").forEach(line -> scripts.add(line.asText()));
        job.path("after_script").forEach(line -> scripts.add(line.asText()));
      }
    }
    return scripts;
  }

  private static List<JsonNode> examples() throws IOException {
    List<JsonNode> examples = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(Path.of("../docs/other-ci.md")));
    while (block.find()) {
      examples.add(YAML.readTree(block.group(1)));
    }
    return examples;
  }
}
