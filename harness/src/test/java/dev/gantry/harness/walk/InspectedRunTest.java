package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves behind, looked at part by part. */
class InspectedRunTest {
  private static final UndisturbedRun RUN = UndisturbedRun.once();

  @TempDir static Path folder;

  @Test
  void inspect_says_what_a_dossier_and_its_parts_are() throws IOException {
    Path dossier = RUN.out().resolve("dossier");
    Path engine = dossier.resolve("engines/rail-signals/fp32/cpu");

    assertThat(inspected(RUN.out())).contains("dossier", "rail-signals/fp32/cpu sha256:");
    assertThat(inspected(dossier)).isEqualTo(inspected(RUN.out()));
    assertThat(inspected(dossier.resolve("engines")))
        .contains("engines", "rail-signals/fp32/cpu-2t sha256:");
    assertThat(inspected(engine)).contains("onnx", "com.microsoft.nchwc", "blocks of channels");
    assertThat(inspected(engine.resolve("engine.json"))).contains("engine record", "threads 1");
    assertThat(inspected(dossier.resolve("variants/rail-signals/fp32.json")))
        .contains("variant record", "passes");
    assertThat(inspected(dossier.resolve("plan.json"))).contains("release plan");
    assertThat(inspected(RUN.out().resolve("verdict.json"))).contains("verdict", "PASSED");
    for (String part : List.of("golden", "trials", "golden/rail-signals.references.tensors")) {
      assertThat(RUN.bench().gantry("inspect", dossier.resolve(part)).trouble())
          .contains("part of a dossier", "Name the dossier: " + dossier);
    }
  }

  @Test
  void inspect_refuses_an_engine_that_its_record_does_not_tell_of() throws IOException {
    Path engine = Files.createDirectory(folder.resolve("mixed"));
    Path from = RUN.out().resolve("dossier/engines/rail-signals/fp32");
    Files.copy(from.resolve("cpu/engine.onnx"), engine.resolve("engine.onnx"));
    String record = Files.readString(from.resolve("cpu/engine.json"));
    Files.writeString(engine.resolve("engine.json"), record);
    assertThat(inspected(engine)).contains("onnx");

    Files.writeString(
        engine.resolve("engine.json"), record.replaceFirst("sha256:....", "sha256:0000"));

    Bench.Said said = RUN.bench().gantry("inspect", engine);
    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("is not the engine that engine.json");
  }

  private static String inspected(Path what) {
    Bench.Said said = RUN.bench().gantry("inspect", what);
    assertThat(said.code()).as(said.trouble()).isZero();
    return said.results();
  }
}
