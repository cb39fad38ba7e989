package dev.gantry.harness.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Engine;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedBoard;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Shard;
import dev.gantry.dossier.Sharding;
import dev.gantry.dossier.Trial;
import dev.gantry.harness.Bench;
import dev.gantry.runner.FileDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three shards of one plan: two boards of one kind, and one of another. */
class DossierMergeTest {
  private static final Cell SHARED = new Cell("rail-signals", Precision.FP32, "cpu");
  private static final Cell OTHER = new Cell("rail-signals", Precision.FP32, "cpu-2t");
  private static final Instant MORNING = Instant.parse("2026-11-20T08:00:00Z");

  @TempDir Path folder;
  private final DossierDesk desk = desk(1);
  private final List<String> told = new ArrayList<>();
  private List<Path> shards = List.of();

  private static DossierDesk desk(int hour) {
    return new DossierDesk(Clock.fixed(MORNING.plusSeconds(3600L * hour), ZoneOffset.UTC));
  }

  private static ReleasePlan plan(String release) {
    ReleasePlan one = Specimens.PLAN;
    BoardKind cpu = BoardKind.of("cpu", Backend.ONNXRUNTIME, 1);
    BoardKind two = BoardKind.of("cpu-2t", Backend.ONNXRUNTIME, 2);
    List<Criterion> memory = List.of(new Criterion.PeakMemory(Limit.parse("<= 512 MiB"), 0.99));
    return new ReleasePlan(
        release,
        one.rack(),
        one.gantry(),
        one.models(),
        List.of(cpu, two),
        List.of(
            new PlannedBoard("bench-1", "cpu", true),
            new PlannedBoard("bench-2", "cpu", true),
            new PlannedBoard("bench-3", "cpu-2t", true)),
        List.of(
            PlannedCell.of(SHARED, List.of("bench-1", "bench-2"), memory),
            PlannedCell.of(OTHER, List.of("bench-3"), memory)),
        new Scenario.Single(10, 1000, 3),
        List.of());
  }

  private static Shard shard(int number) {
    return Sharding.of(plan("rail"), 3).shard(number);
  }

  @BeforeEach
  void three_shards() throws Exception {
    shards = List.of(run(1, "rail", "engine"), run(2, "rail", "engine"), run(3, "rail", "other"));
  }

  private Path run(int number, String release, String engine) throws Exception {
    Path out = folder.resolve(release + "-shard-" + number + "-" + engine);
    Shard shard = shard(number);
    try (DossierFolder dossier = desk(number).begin(out, plan(release), Optional.of(shard))) {
      dossier.keepReferences("rail-signals", file("references"));
      dossier.keepVariant("rail-signals/fp32", "{\"cached\": " + (number > 1) + "}");
      for (PlannedCell cell : plan(release).on(shard.boards()).cells()) {
        dossier.keepEngine(cell.cell(), engine(engine), file(engine));
        for (String board : cell.boards()) {
          measure(dossier, cell.cell(), board, engine);
        }
      }
    }
    return out;
  }

  private static Engine engine(String bytes) {
    Engine any = Specimens.ENGINE;
    return new Engine(
        Digest.of(bytes.getBytes(StandardCharsets.UTF_8)),
        new ByteCount(bytes.length()),
        any.recipe());
  }

  private static Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile("merge", ""), content);
  }

  private static void measure(DossierFolder dossier, Cell cell, String board, String engine)
      throws IOException {
    Path place = dossier.clearTrial(cell, board);
    Path outputs = Files.writeString(place.resolve("outputs.tensors"), "outputs of " + board);
    dossier.finish(
        new Trial.Measured(
            cell,
            board,
            true,
            MORNING,
            MORNING.plusSeconds(60),
            engine(engine).digest(),
            new Trial.EvidenceFile(
                "outputs.tensors",
                Digest.of(Files.readAllBytes(outputs)),
                new ByteCount(Files.size(outputs))),
            List.of(),
            List.of(),
            List.of(),
            Optional.of(new ByteCount(1 << 20)),
            Optional.empty(),
            new TreeMap<>(),
            Trial.Pushed.NOTHING,
            List.of()));
  }

  private DossierFolder merge(Path into, Path... outs) throws Exception {
    return new DossierMerge(desk(9)).merge(List.of(outs), into, told::add);
  }

  private void refused(String words, Path... outs) throws Exception {
    Path into = folder.resolve("refused");
    assertThatThrownBy(() -> merge(into, outs))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(words);
    assertThat(into.resolve("dossier")).as("nothing was begun").doesNotExist();
    for (Path out : shards) {
      desk.open(out).close();
    }
  }

  @Test
  void all_shards_make_the_whole_dossier() throws Exception {
    try (DossierFolder whole =
        merge(folder.resolve("whole"), shards.get(2), shards.get(0), shards.get(1))) {
      assertThat(whole.plan()).isEqualTo(plan("rail"));
      assertThat(whole.shard()).isEmpty();
      assertThat(whole.started()).isEqualTo(MORNING.plusSeconds(3600));
      assertThat(whole.lastStarted())
          .as("the day that waivers must hold on")
          .isEqualTo(MORNING.plusSeconds(3 * 3600));
      assertThat(whole.finished()).isEqualTo(MORNING.plusSeconds(3 * 3600));
      assertThat(whole.engines()).extracting(kept -> kept.cell()).containsExactly(SHARED, OTHER);
      for (String board : List.of("bench-1", "bench-2")) {
        assertThat(whole.trial(SHARED, board)).containsInstanceOf(Trial.Measured.class);
        assertThat(whole.trialFolder(SHARED, board).resolve("outputs.tensors"))
            .hasContent("outputs of " + board);
      }
      assertThat(whole.trial(OTHER, "bench-3")).containsInstanceOf(Trial.Measured.class);
      assertThat(whole.references("rail-signals")).hasContent("references");
      assertThat(whole.folder().resolve("shards/2-of-3.jsonl"))
          .hasSameTextualContentAs(shards.get(1).resolve("dossier/journal.jsonl"));
    }
  }

  @Test
  void the_same_shards_give_the_same_dossier_whenever_and_in_whatever_order() throws Exception {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    merge(one, shards.get(0), shards.get(1), shards.get(2)).close();
    new DossierMerge(desk(20))
        .merge(List.of(shards.get(1), shards.get(2), shards.get(0)), two, told::add)
        .close();
    assertThat(two.resolve("dossier/journal.jsonl"))
        .hasSameTextualContentAs(one.resolve("dossier/journal.jsonl"));
  }

  @Test
  void a_missing_shard_leaves_its_squares_abandoned_by_name() throws Exception {
    try (DossierFolder whole =
        merge(folder.resolve("two-of-three"), shards.get(0), shards.get(2))) {
      assertThat(abandoned(whole))
          .singleElement()
          .satisfies(
              trial -> {
                assertThat(trial.board()).isEqualTo("bench-2");
                assertThat(trial.trouble().blame()).isEqualTo(Blame.TOOLCHAIN);
                assertThat(trial.trouble().toString())
                    .contains("shard 2 of 3", "is missing", "--shard 2/3");
              });
    }
  }

  @Test
  void a_shard_that_died_half_way_lacks_what_it_had_not_reached() throws Exception {
    Path dead = shards.get(1);
    Path journal = dead.resolve("dossier/journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    assertThat(lines.get(lines.size() - 1)).contains("\"trial\"");
    // Killed while it wrote the line of its only trial.
    Files.writeString(
        journal,
        String.join("\n", lines.subList(0, lines.size() - 1))
            + "\n"
            + lines.get(lines.size() - 1).substring(0, 20));
    try (DossierFolder whole = merge(folder.resolve("half"), shards.get(0), dead, shards.get(2))) {
      assertThat(abandoned(whole))
          .singleElement()
          .satisfies(
              trial ->
                  assertThat(trial.trouble().toString())
                      .contains("shard 2 of 3", "ended before it was through", "--resume"));
    }
  }

  @Test
  void a_shard_that_died_before_it_began_counts_as_missing() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    try (DossierFolder whole =
        merge(folder.resolve("begun"), shards.get(0), empty, shards.get(2))) {
      assertThat(abandoned(whole)).hasSize(1);
    }
    assertThat(told).containsExactly(empty + " holds no dossier: counted as missing");
    refused("none of these folders holds a shard", empty);
  }

  private static List<Trial.Abandoned> abandoned(DossierFolder whole) {
    return whole.plan().cells().stream()
        .flatMap(
            cell ->
                cell.boards().stream().flatMap(board -> whole.trial(cell.cell(), board).stream()))
        .filter(Trial.Abandoned.class::isInstance)
        .map(Trial.Abandoned.class::cast)
        .toList();
  }

  @Test
  void shards_of_different_plans_are_refused() throws Exception {
    Path stranger = run(2, "another-release", "engine");
    refused("is of another plan than", shards.get(0), stranger);
  }

  @Test
  void one_shard_twice_is_refused() throws Exception {
    Path again = run(2, "rail", "engine-again");
    refused("is shard 2 of 3, and so is", shards.get(1), again);
    refused("is named twice", shards.get(1), shards.get(1));
  }

  @Test
  void other_bytes_for_one_cell_are_refused() throws Exception {
    Path other = run(2, "rail", "other-bytes");
    refused("built another engine for rail-signals/fp32/cpu", shards.get(0), other);
  }

  @Test
  void a_whole_release_is_no_shard() throws Exception {
    Path whole = folder.resolve("a-whole-run");
    desk.begin(whole, plan("rail"), Optional.empty()).close();
    refused("is no shard", shards.get(0), whole);
  }

  @Test
  void a_split_by_hand_is_refused() throws Exception {
    Path odd = folder.resolve("odd");
    desk.begin(odd, plan("rail"), Optional.of(new Shard(2, 3, List.of("bench-1", "bench-3"))))
        .close();
    refused("which is no part of a split into 3", shards.get(0), odd);
  }

  @Test
  void changed_bytes_of_two_shards_are_told_at_once() throws Exception {
    Path one = Bench.copy(shards.get(0), folder.resolve("one"));
    Path two = Bench.copy(shards.get(1), folder.resolve("two"));
    Files.writeString(outputs(one, "bench-1"), "other outputs");
    Files.writeString(outputs(two, "bench-2"), "other outputs");
    assertThatThrownBy(() -> merge(folder.resolve("no"), one, two))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(Problem::toString)
                    .satisfiesExactly(
                        first ->
                            assertThat(first).contains("one", "was changed after it was written"),
                        second -> assertThat(second).contains("two", "was changed after")));
  }

  private static Path outputs(Path out, String board) {
    return out.resolve("dossier/trials")
        .resolve(SHARED.id())
        .resolve(board)
        .resolve("outputs.tensors");
  }

  @Test
  void a_dossier_of_another_version_of_the_format_is_refused_by_its_name() throws Exception {
    Path later = shards.get(1).resolve("dossier");
    Path plan = later.resolve("plan.json");
    Files.writeString(plan, Files.readString(plan).replace("gantry.plan/2", "gantry.plan/9"));
    Path journal = later.resolve("journal.jsonl");
    Files.delete(journal);
    Journal.open(journal, new DossierJson())
        .append(
            Events.PLAN,
            "rail",
            MORNING,
            Map.of(
                "plan.json", FileDigest.of(plan),
                "shard.json", FileDigest.of(later.resolve("shard.json"))));
    assertThatThrownBy(() -> merge(folder.resolve("no"), shards.get(0), shards.get(1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("plan.json")
        .hasMessageContaining("it follows gantry.plan/9, this version reads gantry.plan/2");
  }

  @Test
  void a_folder_in_use_is_not_merged_into() throws Exception {
    Path full = Files.createDirectories(folder.resolve("full"));
    Files.writeString(full.resolve("notes"), "mine");
    assertThatThrownBy(() -> merge(full, shards.get(0)))
        .hasMessageContaining("is there already and not empty");
    assertThat(full.resolve("notes")).hasContent("mine");
  }

  @Test
  void a_merge_writes_into_no_shard() throws Exception {
    refused("lie one in the other", shards.get(0), folder.resolve("refused/inside"));
    assertThatThrownBy(() -> merge(shards.get(0).resolve("new"), shards.get(0), shards.get(1)))
        .hasMessageContaining("lie one in the other");
    assertThat(shards.get(0).resolve("new")).doesNotExist();
  }

  @Test
  void the_same_folder_by_another_name_is_still_the_same() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), shards.get(0));
    refused("is named twice", shards.get(0), link);
    refused(
        "is named twice",
        shards.get(0),
        shards.get(1).resolve("..").resolve(shards.get(0).getFileName()));
  }

  @Test
  void a_dossier_itself_is_no_dead_shard() throws Exception {
    refused("is a dossier itself", shards.get(0).resolve("dossier"), shards.get(1));
  }

  @Test
  void a_journal_that_names_files_elsewhere_is_refused() throws Exception {
    Path evil = Files.writeString(folder.resolve("evil"), "evil");
    Path journal = shards.get(1).resolve("dossier/journal.jsonl");
    for (String name :
        List.of("../../evil", "/etc/hostname", "a//b", "trials/../../x", "nul\u0000")) {
      Path copy = Bench.copy(shards.get(1), folder.resolve("copy"));
      Path forged = copy.resolve("dossier/journal.jsonl");
      Journal.open(forged, new DossierJson())
          .append(Events.VARIANT, "rail-signals/fp16", MORNING, Map.of(name, FileDigest.of(evil)));
      assertThatThrownBy(() -> merge(folder.resolve("no"), shards.get(0), copy))
          .as(name)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("it names a file outside of the dossier");
      Files.delete(forged);
    }
    Journal.open(journal, new DossierJson())
        .append(
            Events.VARIANT,
            "rail-signals/fp16",
            MORNING,
            Map.of("plan.json", FileDigest.of(shards.get(1).resolve("dossier/plan.json"))));
    assertThatThrownBy(() -> merge(folder.resolve("no"), shards.get(0), shards.get(1)))
        .hasMessageContaining("names plan.json for variant rail-signals/fp16");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void a_journal_of_junk_is_told_by_its_name() throws Exception {
    Path journal = shards.get(1).resolve("dossier/journal.jsonl");
    Files.write(journal, new byte[] {(byte) 0xc3, 0x28, '\n'});
    assertThatThrownBy(() -> merge(folder.resolve("no"), shards.get(0), shards.get(1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(journal + ": it is no text");
  }
}
