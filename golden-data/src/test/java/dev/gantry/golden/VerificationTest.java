package dev.gantry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.golden.archive.PackedSet;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
  @TempDir Path folder;

  private GoldenFolder set(Supplier<WrittenSet> good) throws Exception {
    return GoldenFolder.open(good.get().write(folder.resolve("set")));
  }

  private static List<Problem> problems(GoldenFolder set) throws Exception {
    return new Verification(set, () -> false).verify().problems();
  }

  private static VerificationResult verified(GoldenFolder set, boolean contents) throws Exception {
    VerificationOptions examination =
        new VerificationOptions(
            contents ? VerificationOptions.Depth.CONTENTS : VerificationOptions.Depth.BYTES,
            Optional.empty(),
            false);
    return new Verification(set, examination, () -> false, step -> {}).verify();
  }

  @Test
  void a_changed_byte_in_any_file_is_noticed() throws Exception {
    Random random = new Random(5_120);
    for (Supplier<WrittenSet> good :
        List.<Supplier<WrittenSet>>of(
            GoodSets::classes, GoodSets::masks, GoodSets::tensors, GoodSets::indexed)) {
      GoldenFolder set = set(good);
      for (String name : set.files()) {
        if (name.equals("golden.yaml")) {
          continue;
        }
        Path file = set.folder().resolve(name);
        byte[] whole = Files.readAllBytes(file);
        for (int round = 0; round < 20; round++) {
          byte[] changed = whole.clone();
          int at = random.nextInt(whole.length);
          changed[at] ^= (byte) (1 << random.nextInt(8));
          Files.write(file, changed);
          assertThat(problems(set))
              .as("%s, byte %d", name, at)
              .anySatisfy(problem -> assertThat(problem.file()).isEqualTo(file.toString()));
        }
        Files.write(file, whole);
      }
      assertThat(problems(set)).isEmpty();
    }
  }

  @Test
  void files_that_the_manifest_does_not_list_are_remarked_on_and_no_fault() throws Exception {
    GoldenFolder set = set(GoodSets::classes);
    assertThat(verified(set, true).remarks()).isEmpty();
    Files.writeString(set.folder().resolve("notes.txt"), "mine");
    Path old = Files.createDirectories(set.folder().resolve("old/deep"));
    Files.writeString(old.resolve("a.png"), "a");
    Files.writeString(old.resolve("b.png"), "b");

    VerificationResult verified = verified(GoldenFolder.open(set.folder()), true);

    assertThat(verified.problems()).isEmpty();
    assertThat(verified.remarks())
        .containsExactly(
            "notes.txt is not listed in golden.yaml: no digest covers it, nothing reads it",
            "old/ (2 files) is not listed in golden.yaml: no digest covers it, nothing reads it");
  }

  @Test
  void many_unlisted_files_are_counted() throws Exception {
    GoldenFolder set = set(GoodSets::classes);
    for (int file = 10; file < 30; file++) {
      Files.writeString(set.folder().resolve("x" + file), "");
    }
    assertThat(verified(set, false).remarks())
        .hasSize(11)
        .last()
        .isEqualTo("and 10 more, of which the same is true");
  }

  @Test
  void every_byte_of_the_manifest_counts_for_the_digest_of_the_set() throws Exception {
    GoldenFolder set = set(GoodSets::classes);
    Files.writeString(
        set.folder().resolve("golden.yaml"),
        Files.readString(set.folder().resolve("golden.yaml")) + "# a remark\n");
    assertThat(GoldenFolder.look(set.folder()).set().digest()).isNotEqualTo(set.set().digest());
  }

  @Test
  void bytes_only_opens_nothing_and_still_holds_digests() throws Exception {
    WrittenSet bad = GoodSets.classes().put("a.png", "no picture, but the one that is listed");
    GoldenFolder set = GoldenFolder.look(bad.write(folder.resolve("set")));
    assertThat(verified(set, false).problems()).isEmpty();
    assertThat(verified(set, true).problems()).hasSize(1);
    Files.writeString(set.folder().resolve("a.png"), "another");
    assertThat(verified(set, false).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).contains("the manifest says sha256:"));
  }

  @Test
  void files_and_bytes_are_counted() throws Exception {
    GoldenFolder set = set(GoodSets::classes);
    long bytes = 0;
    for (String name : List.of("a.png", "b.png", "logits.npy")) {
      bytes += Files.size(set.folder().resolve(name));
    }
    VerificationResult verified = verified(set, true);
    assertThat(verified.files()).isEqualTo(3);
    assertThat(verified.bytes().bytes()).isEqualTo(bytes);
    assertThat(verified.difference()).isEmpty();
  }

  @Test
  void progress_of_each_step_counts_to_its_total() throws Exception {
    List<Progress> steps = Collections.synchronizedList(new ArrayList<>());
    new Verification(set(GoodSets::classes), VerificationOptions.USUAL, () -> false, steps::add)
        .verify();
    assertThat(steps).extracting(Progress::what).contains("hash the files", "open the samples");
    for (String what : List.of("hash the files", "open the samples")) {
      List<Progress> those = steps.stream().filter(step -> step.what().equals(what)).toList();
      long total = those.get(0).total();
      assertThat(those).hasSize((int) total).allMatch(step -> step.total() == total);
      assertThat(those).extracting(Progress::done).doesNotHaveDuplicates().contains(total);
    }
  }

  @Test
  void cancelling_ends_it_wherever_it_is() throws Exception {
    GoldenFolder set = set(GoodSets::classes);
    for (int asked = 0; asked < 4; asked++) {
      int limit = asked;
      AtomicInteger times = new AtomicInteger();
      Verification verification = new Verification(set, () -> times.getAndIncrement() >= limit);
      assertThatThrownBy(verification::verify).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void many_threads_may_ask_one_set_at_once() throws Exception {
    GoldenFolder set = set(GoodSets::tensors);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<Problem>>> all = new ArrayList<>();
      for (int thread = 0; thread < 24; thread++) {
        all.add(pool.submit(() -> problems(set)));
      }
      for (Future<List<Problem>> one : all) {
        assertThat(one.get()).isEmpty();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void a_set_larger_than_the_memory_of_this_process_is_looked_through() throws Exception {
    long rows = 2 * Runtime.getRuntime().maxMemory() / (1 << 20);
    StringBuilder samples = new StringBuilder();
    for (long sample = 0; sample < rows; sample++) {
      samples.append("{\"name\": \"s" + sample + "\"}\n");
    }
    WrittenSet large =
        GoodSets.indexed()
            .change("shape: [1, 2]", "shape: [1, 1048576]")
            .change("float32", "uint8")
            .put("samples.jsonl", samples.toString())
            .put("x.npy", Npy.of("|u1", "(" + rows + ", 1048576)", 0))
            .unlist("x.npy")
            .put("more", "");
    Path set = large.write(folder.resolve("set"));
    try (RandomAccessFile file = new RandomAccessFile(set.resolve("x.npy").toFile(), "rw")) {
      file.setLength(file.length() + (rows << 20));
    }
    assertThat(problems(GoldenFolder.draft(set))).isEmpty();
  }

  @Test
  void the_model_is_run_again_and_told_apart_from_another() throws Exception {
    GoldenFolder set = set(GoodSets::layout);
    VerificationOptions again =
        new VerificationOptions(VerificationOptions.Depth.CONTENTS, Optional.empty(), true);
    assertThat(new Verification(set, again, () -> false, step -> {}).verify().difference())
        .hasValue(0);
    Path other =
        Files.write(folder.resolve("other.onnx"), Onnx.one("Neg", new long[] {1}, new long[] {1}));
    VerificationOptions foreign =
        new VerificationOptions(VerificationOptions.Depth.CONTENTS, Optional.of(other), true);
    assertThat(new Verification(set, foreign, () -> false, step -> {}).verify().problems())
        .anySatisfy(problem -> assertThat(problem.what()).contains("does not fit the model"));
  }

  @Test
  void again_without_a_model_is_told() throws Exception {
    VerificationOptions again =
        new VerificationOptions(VerificationOptions.Depth.CONTENTS, Optional.empty(), true);
    assertThat(
            new Verification(set(GoodSets::bareLayout), again, () -> false, step -> {})
                .verify()
                .problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.toString()).contains("Name one with --model"));
  }

  @Test
  void packed_twice_the_bytes_are_the_same_and_unpacked_it_verifies() throws Exception {
    GoldenFolder set = set(GoodSets::tensors);
    Path one = folder.resolve("one.tar");
    Path two = folder.resolve("two.tar");
    PackedSet.pack(set.folder(), set.files(), one, bytes -> {}, () -> false);
    PackedSet.pack(set.folder(), set.files(), two, bytes -> {}, () -> false);
    assertThat(one).hasSameBinaryContentAs(two);
    PackedSet.unpack(one, folder.resolve("out"), bytes -> {}, () -> false);
    assertThat(GoldenFolder.open(folder.resolve("out")).set()).isEqualTo(set.set());
  }

  @Test
  void a_spoiled_set_is_as_spoiled_when_it_was_packed() throws Exception {
    WrittenSet bad = GoodSets.classes().cut("logits.npy", 130);
    Path from = bad.write(folder.resolve("set"));
    Path tar = folder.resolve("set.tar");
    PackedSet.pack(
        from,
        new TreeSet<>(List.of("golden.yaml", "a.png", "b.png", "logits.npy")),
        tar,
        bytes -> {},
        () -> false);
    PackedSet.unpack(tar, folder.resolve("out"), bytes -> {}, () -> false);
    assertThatThrownBy(() -> GoldenFolder.open(folder.resolve("out")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("logits.npy: has 130 bytes");
    byte[] packed = Files.readAllBytes(tar);
    for (int length : List.of(0, 100, 512, 700, packed.length / 2)) {
      Files.write(tar, Arrays.copyOf(packed, length));
      assertThatThrownBy(
              () -> PackedSet.unpack(tar, folder.resolve("cut"), bytes -> {}, () -> false))
          .as("cut to %d bytes", length)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("set.tar: ");
      assertThat(folder.resolve("cut")).doesNotExist();
    }
  }
}
