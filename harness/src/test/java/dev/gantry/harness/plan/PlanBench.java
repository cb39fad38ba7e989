package dev.gantry.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The demo's release of one model, to be planned with changes. */
abstract class PlanBench {
  @TempDir Path folder;

  Bench bench;
  Path demo;
  String release;
  String rack;

  @BeforeEach
  void lay_out_a_good_release() throws IOException {
    bench = new Bench(folder.resolve("home"));
    demo = bench.demo().folder();
    release = Files.readString(bench.demo().release());
    rack = Files.readString(bench.demo().rack());
  }

  final Bench.Said plan(String releaseText, String rackText) throws IOException {
    Path file = Files.writeString(demo.resolve("edited.yaml"), releaseText);
    Path rackFile = Files.writeString(demo.resolve("edited-rack.yaml"), rackText);
    return bench.gantry("plan", file, "--rack", rackFile);
  }

  static void assertProblem(Bench.Said said, int line, String words) {
    List<String> there =
        said.trouble().lines().filter(text -> text.contains(".yaml:" + line + ":")).toList();
    assertThat(there).as("line " + line + " of\n" + said.trouble()).isNotEmpty();
    assertThat(there).anyMatch(text -> text.contains(words));
    assertThat(said.trouble()).doesNotContain("\tat ");
  }

  static int line(String text, String part) {
    List<String> lines = text.lines().toList();
    for (int index = 0; index < lines.size(); index++) {
      if (lines.get(index).contains(part)) {
        return index + 1;
      }
    }
    throw new AssertionError("no line with " + part);
  }
}
