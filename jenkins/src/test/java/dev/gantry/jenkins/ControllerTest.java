package dev.gantry.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The example of a controller fits the Jenkinsfile, and the library is told about whole. */
class ControllerTest {
  @Test
  void the_example_has_the_agents_the_key_and_the_library_of_the_jenkinsfile() throws IOException {
    String jenkinsfile = Files.readString(Path.of("Jenkinsfile"));
    JsonNode example = example();

    List<String> labels = example.at("/jenkins/nodes").findValuesAsText("labelString");
    assertThat(labels).containsExactly("gantry", "gantry-shard");
    assertThat(jenkinsfile)
        .contains("label 'gantry'", "name: 'AGENTS', defaultValue: 'gantry-shard'");
    assertThat(key(example).path("id").asText()).isEqualTo("gantry-rack");
    assertThat(jenkinsfile).contains("name: 'CREDENTIALS', defaultValue: 'gantry-rack'");
    JsonNode library = example.at("/unclassified/globalLibraries/libraries/0");
    assertThat(library.path("name").asText()).isEqualTo("gantry");
    assertThat(library.at("/retriever/modernSCM/libraryPath").asText()).isEqualTo("jenkins/");
    assertThat(jenkinsfile).contains("@Library('gantry')");
  }

  @Test
  void the_example_holds_no_key() throws IOException {
    assertThat(key(example()).at("/privateKeySource/directEntry/privateKey").asText())
        .matches("\\$\\{[A-Z_]+}");
  }

  @Test
  void each_step_of_the_library_has_its_help() throws IOException {
    try (Stream<Path> steps = Files.list(Path.of("vars"))) {
      assertThat(steps.filter(step -> step.toString().endsWith(".groovy")))
          .hasSize(6)
          .allSatisfy(
              step ->
                  assertThat(Path.of(step.toString().replace(".groovy", ".txt"))).isNotEmptyFile());
    }
  }

  private static JsonNode key(JsonNode example) {
    return example.at(
        "/credentials/system/domainCredentials/0/credentials/0/basicSSHUserPrivateKey");
  }

  private static JsonNode example() throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(Files.readString(Path.of("jcasc.yaml")));
  }
}
