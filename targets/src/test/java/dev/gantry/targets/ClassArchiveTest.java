package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Digest;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive by which later starts of the runner are cheap, and what may become of it. */
class ClassArchiveTest extends VisitBench {
  /** A board of its own for each test: what is made stays there. */
  @TempDir Path fresh;

  @Override
  BoardServer start(Path folder) throws Exception {
    return super.start(fresh);
  }

  private void starts(int count) throws Exception {
    try (BoardVisit visit = visit()) {
      bring(visit);
      for (int start = 0; start < count; start++) {
        visit.run("start-" + start, build(), EXPECTED, line -> {});
      }
      visit.discard("start-");
    }
  }

  private RunnerRequest build() {
    return new RunnerRequest.Build(BoardVisit.place(graph.digest()), "engine.onnx", 1);
  }

  private long rehearsals() {
    return progress.stream().filter(step -> step.what().contains("later starts")).count();
  }

  private List<Path> found(String place, String pattern) throws IOException {
    Path folder = board.home().resolve(".gantry").resolve(place);
    try (Stream<Path> all = Files.walk(folder, 3, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(file -> file.getFileName().toString().matches(pattern)).toList();
    }
  }

  private Path archive() throws IOException {
    Path entry = found("kit", "classes-[0-9a-f]{16}").get(0);
    return board.home().resolve(".gantry/store").resolve(Files.readString(entry).strip());
  }

  @Test
  void many_starts_make_it_once_and_few_do_not() throws Exception {
    starts(ClassArchive.PAYS_AFTER);
    assertThat(found("kit", "classes.*")).isEmpty();

    starts(ClassArchive.PAYS_AFTER + 2);
    assertThat(rehearsals()).isEqualTo(1);
    Path archive = archive();
    assertThat(Digest.of(Files.readAllBytes(archive)).hex())
        .as("kept under its digest, as any file of the store")
        .isEqualTo(archive.getFileName().toString());
    assertThat(found("jobs", ".*rehearsal.*")).as("nothing is left of the rehearsal").isEmpty();

    starts(ClassArchive.PAYS_AFTER + 2);
    assertThat(rehearsals()).as("it is there").isEqualTo(1);
  }

  @Test
  void a_java_takes_its_classes_from_it() throws Exception {
    starts(ClassArchive.PAYS_AFTER + 1);
    try (BoardVisit visit = visit()) {
      bring(visit);
      RunnerReport report = visit.run("long", steadily(200), EXPECTED, midway(this::requireMapped));
      assertThat(report.files()).containsKey("times.ns");
    }
  }

  private void requireMapped() {
    long process = runners().get(0).pid();
    try {
      assertThat(Files.readString(Path.of("/proc/" + process + "/maps")))
          .contains(archive().toString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void a_damaged_one_harms_no_start_and_is_made_anew() throws Exception {
    starts(ClassArchive.PAYS_AFTER + 1);
    Path archive = archive();
    // A Java that is handed half an archive dies of it.
    byte[] whole = Files.readAllBytes(archive);
    Files.delete(archive);
    Files.write(archive, java.util.Arrays.copyOf(whole, whole.length / 3));

    try (BoardVisit visit = visit()) {
      bring(visit);
      Files.write(archive, new byte[] {1, 2, 3});
      visit.run("with-a-broken-archive", build(), EXPECTED, line -> {});
    }
    starts(ClassArchive.PAYS_AFTER + 1);

    assertThat(rehearsals()).isEqualTo(2);
    assertThat(Digest.of(Files.readAllBytes(archive())).hex())
        .isEqualTo(archive().getFileName().toString());
  }

  @Test
  void another_java_gets_one_of_its_own() throws Exception {
    starts(ClassArchive.PAYS_AFTER + 1);
    Path entry = found("kit", "classes-[0-9a-f]{16}").get(0);
    Path before = entry.resolveSibling("classes-0123456789abcdef");
    // As if it had been made for a Java that has been replaced since.
    Files.move(entry, before);

    starts(ClassArchive.PAYS_AFTER + 1);

    assertThat(rehearsals()).isEqualTo(2);
    assertThat(found("kit", "classes-[0-9a-f]{16}")).hasSize(2);
    assertThat(entry.resolveSibling("classes").toRealPath()).isEqualTo(entry.toRealPath());
  }

  @Test
  void where_none_can_be_kept_starts_go_on_without() throws Exception {
    starts(ClassArchive.PAYS_AFTER + 1);
    Path entry = found("kit", "classes-[0-9a-f]{16}").get(0);
    Files.delete(archive());
    Files.delete(entry);
    // In the way of the entry.
    Files.createDirectories(entry.resolveSibling(entry.getFileName() + ".part"));

    starts(ClassArchive.PAYS_AFTER + 3);

    assertThat(rehearsals()).isEqualTo(2);
    assertThat(progress).anyMatch(step -> step.what().startsWith("starts stay as they are"));
    assertThat(entry).doesNotExist();
  }
}
