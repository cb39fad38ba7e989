package dev.gantry.harness.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Shard;
import dev.gantry.files.FileDigest;
import dev.gantry.harness.Bench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards that do not fit together, or are not what they say. */
class RefusedMergeTest {
  @TempDir Path folder;
  private final DossierFolders folders = ThreeShards.folders(1);
  private List<Path> shards = List.of();

  @BeforeEach
  void three_shards() throws Exception {
    shards = new ThreeShards(folder).all();
  }

  private static void merge(Path into, Path... outs) throws Exception {
    new DossierMerge(ThreeShards.folders(9)).merge(List.of(outs), into, note -> {}).close();
  }

  private void refused(String words, Path... outs) throws Exception {
    Path into = folder.resolve("refused");
    assertThatThrownBy(() -> merge(into, outs))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(words);
    assertThat(into.resolve("dossier")).as("nothing was begun").doesNotExist();
    for (Path out : shards) {
      folders.open(out).close();
    }
  }

  @Test
  void folders_without_any_shard_are_refused() throws Exception {
    refused(
        "none of these folders holds a shard", Files.createDirectories(folder.resolve("empty")));
  }

  @Test
  void shards_of_different_plans_are_refused() throws Exception {
    Path stranger = new ThreeShards(folder).run(2, "another-release", "engine");
    refused("is of another plan than", shards.get(0), stranger);
  }

  @Test
  void one_shard_twice_is_refused() throws Exception {
    Path again = new ThreeShards(folder).run(2, "rail", "engine-again");
    refused("is shard 2 of 3, and so is", shards.get(1), again);
    refused("is named twice", shards.get(1), shards.get(1));
  }

  @Test
  void other_bytes_for_one_cell_are_refused() throws Exception {
    Path other = new ThreeShards(folder).run(2, "rail", "other-bytes");
    refused("built another engine for rail-signals/fp32/cpu", shards.get(0), other);
  }

  @Test
  void a_whole_release_is_no_shard() throws Exception {
    Path whole = folder.resolve("a-whole-run");
    folders.begin(whole, ThreeShards.plan("rail"), Optional.empty()).close();
    refused("is no shard", shards.get(0), whole);
  }

  @Test
  void a_split_by_hand_is_refused() throws Exception {
    Path odd = folder.resolve("odd");
    folders
        .begin(
            odd,
            ThreeShards.plan("rail"),
            Optional.of(new Shard(2, 3, List.of("bench-1", "bench-3"))))
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
        .resolve(ThreeShards.SHARED.id())
        .resolve(board)
        .resolve("outputs.tensors");
  }

  @Test
  void a_dossier_of_another_version_of_the_format_is_refused_by_its_name() throws Exception {
    Path later = shards.get(1).resolve("dossier");
    Path plan = later.resolve("plan.json");
    Files.writeString(plan, Files.readString(plan).replace("gantry.plan/3", "gantry.plan/9"));
    Path journal = later.resolve("journal.jsonl");
    Files.delete(journal);
    Journal.open(journal, new DossierJson())
        .append(
            JournalEvents.PLAN,
            "rail",
            ThreeShards.MORNING,
            Map.of(
                "plan.json", FileDigest.of(plan),
                "shard.json", FileDigest.of(later.resolve("shard.json"))));
    assertThatThrownBy(() -> merge(folder.resolve("no"), shards.get(0), shards.get(1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("plan.json")
        .hasMessageContaining("it follows gantry.plan/9, this version reads gantry.plan/3");
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
          .append(
              JournalEvents.VARIANT,
              "rail-signals/fp16",
              ThreeShards.MORNING,
              Map.of(name, FileDigest.of(evil)));
      assertThatThrownBy(() -> merge(folder.resolve("no"), shards.get(0), copy))
          .as(name)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("it names a file outside of the dossier");
      Files.delete(forged);
    }
    Journal.open(journal, new DossierJson())
        .append(
            JournalEvents.VARIANT,
            "rail-signals/fp16",
            ThreeShards.MORNING,
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
