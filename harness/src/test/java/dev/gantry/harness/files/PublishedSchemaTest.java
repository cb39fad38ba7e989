package dev.gantry.harness.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.converter.plan.PlanFile;
import dev.gantry.golden.manifest.GoldenManifest;
import dev.gantry.settings.SchemaWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PublishedSchemaTest {
  private static final String PUBLISH = "gantry.schema.publish";

  @Test
  void the_published_schema_of_a_release_file_is_the_one_the_reader_follows() throws IOException {
    assertPublished("release.schema.json", new SchemaWriter("Gantry release", ReleaseFile.class));
  }

  @Test
  void the_published_schema_of_a_rack_file_is_the_one_the_reader_follows() throws IOException {
    assertPublished("rack.schema.json", new SchemaWriter("Gantry rack", RackFile.class));
  }

  @Test
  void the_published_schema_of_a_golden_set_is_the_one_the_reader_follows() throws IOException {
    assertPublished(
        "golden.schema.json", new SchemaWriter("Gantry golden set", GoldenManifest.class));
  }

  @Test
  void the_published_schema_of_a_precision_plan_is_the_one_the_reader_follows() throws IOException {
    assertPublished(
        "precision-plan.schema.json", new SchemaWriter("Gantry precision plan", PlanFile.class));
  }

  private static void assertPublished(String name, SchemaWriter writer) throws IOException {
    Path published = Path.of("..", "docs", "schema", name);
    if (Boolean.getBoolean(PUBLISH)) {
      Files.writeString(published, writer.text());
    }
    assertThat(published)
        .as("docs/schema/%s is stale; run: mvn -pl harness -am verify -D%s=true", name, PUBLISH)
        .hasContent(writer.text());
  }
}
