package dev.gantry.harness.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of shards that fit together, all of them or not. */
class DossierMergeTest {
  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private List<Path> shards = List.of();

  @BeforeEach
  void three_shards() throws Exception {
    shards = new ThreeShards(folder).all();
  }

  private DossierFolder merge(Path into, Path... outs) throws Exception {
    return new DossierMerge(ThreeShards.folders(9)).merge(List.of(outs), into, told::add);
  }

  @Test
  void all_shards_make_the_whole_dossier() throws Exception {
    try (DossierFolder whole =
        merge(folder.resolve("whole"), shards.get(2), shards.get(0), shards.get(1))) {
      assertThat(whole.plan()).isEqualTo(ThreeShards.plan("rail"));
      assertThat(whole.shard()).isEmpty();
      assertThat(whole.started()).isEqualTo(ThreeShards.MORNING.plusSeconds(3600));
      assertThat(whole.lastStarted())
          .as("the day that waivers must hold on")
          .isEqualTo(ThreeShards.MORNING.plusSeconds(3 * 3600));
      assertThat(whole.finished()).isEqualTo(ThreeShards.MORNING.plusSeconds(3 * 3600));
      assertThat(whole.engines())
          .extracting(kept -> kept.cell())
          .containsExactly(ThreeShards.SHARED, ThreeShards.OTHER);
      for (String board : List.of("bench-1", "bench-2")) {
        assertThat(whole.trial(ThreeShards.SHARED, board)).containsInstanceOf(Trial.Measured.class);
        assertThat(whole.trialFolder(ThreeShards.SHARED, board).resolve("outputs.tensors"))
            .hasContent("outputs of " + board);
      }
      assertThat(whole.trial(ThreeShards.OTHER, "bench-3"))
          .containsInstanceOf(Trial.Measured.class);
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
    new DossierMerge(ThreeShards.folders(20))
        .merge(List.of(shards.get(1), shards.get(2), shards.get(0)), two, told::add)
        .close();
    assertThat(two.resolve("dossier/journal.jsonl"))
        .hasSameTextualContentAs(one.resolve("dossier/journal.jsonl"));
  }

  @Test
  void a_missing_shard_leaves_its_cells_abandoned_by_name() throws Exception {
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
}
