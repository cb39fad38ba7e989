package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.TransferResult;
import dev.gantry.targets.store.BoardStore;
import dev.gantry.targets.store.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for what is brought to the store of a board whatever SSH server it runs. */
abstract class StoreContract extends BoardContract {
  private StoredFile storedFile(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(7_402 + size).nextBytes(bytes);
    return StoredFile.of(() -> new ByteArrayInputStream(bytes));
  }

  /** A store that was asked before, as every visit does. */
  private BoardStore store() throws RigException {
    BoardStore store = new BoardStore(link);
    assertThat(store.have(List.of())).isEmpty();
    return store;
  }

  private List<String> shelf() throws IOException {
    try (Stream<Path> files = Files.list(board.home().resolve(BoardStore.FOLDER))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void what_is_in_the_store_is_had_and_what_is_not_is_wanted() throws Exception {
    BoardStore store = new BoardStore(link);
    StoredFile one = storedFile(1_000);
    StoredFile two = storedFile(0);
    List<Digest> wanted = List.of(one.digest(), two.digest());
    assertThat(store.have(wanted)).isEmpty();
    store.push(one, done -> {});
    assertThat(store.have(wanted)).containsExactly(one.digest());
    store.push(two, done -> {});
    assertThat(store.have(wanted)).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(store.have(List.of())).isEmpty();
    assertThat(shelf()).containsExactlyInAnyOrder(one.digest().hex(), two.digest().hex());
  }

  @Test
  void bytes_that_changed_on_their_way_are_refused_and_leave_nothing() throws Exception {
    BoardStore store = store();
    StoredFile other = storedFile(10);
    StoredFile lying = new StoredFile(storedFile(11).digest(), new ByteCount(10), other.source());
    RigException trouble = rackTrouble(() -> store.push(lying, done -> {}));
    assertThat(trouble.trouble().what())
        .contains("arrived damaged: expected " + lying.digest(), other.digest().hex());
    assertThat(shelf()).isEmpty();
  }

  @Test
  void a_source_that_breaks_off_leaves_nothing_on_the_board() throws Exception {
    BoardStore store = store();
    StoredFile broken =
        new StoredFile(
            storedFile(12).digest(),
            new ByteCount(1 << 20),
            () ->
                new FilterInputStream(new ByteArrayInputStream(new byte[200_000])) {
                  @Override
                  public int read(byte[] into, int start, int most) throws IOException {
                    int read = super.read(into, start, most);
                    if (read < 0) {
                      throw new IOException("the disk here is gone");
                    }
                    return read;
                  }
                });
    RigException trouble = rackTrouble(() -> store.push(broken, done -> {}));
    assertThat(trouble.trouble().what()).contains("push");
    assertThat(shelf()).isEmpty();
    assertThat(run("echo still here").lines()).containsExactly("still here");
  }

  private List<StoredFile> storedFiles(int count) throws IOException {
    List<StoredFile> storedFiles = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      storedFiles.add(storedFile(20_000 + index));
    }
    return storedFiles;
  }

  @Test
  void many_small_files_are_brought_together_and_none_twice() throws Exception {
    BoardStore store = store();
    List<StoredFile> storedFiles = storedFiles(40);
    List<StoredFile> twice = new ArrayList<>(storedFiles);
    twice.addAll(storedFiles.subList(0, 5));
    List<Long> progress = new ArrayList<>();
    TransferResult transferred = store.pushAll(twice, progress::add, () -> false);
    long bytes = storedFiles.stream().mapToLong(storedFile -> storedFile.size().bytes()).sum();
    assertThat(transferred.size()).isEqualTo(new ByteCount(bytes));
    assertThat(progress).isSorted().endsWith(bytes);
    List<Digest> digests = storedFiles.stream().map(StoredFile::digest).toList();
    assertThat(store.have(digests)).containsExactlyInAnyOrderElementsOf(digests);
    assertThat(shelf())
        .containsExactlyInAnyOrderElementsOf(digests.stream().map(Digest::hex).toList());
    assertThat(store.pushAll(List.of(), progress::add, () -> false))
        .isEqualTo(TransferResult.NOTHING);
  }

  @Test
  void of_many_files_one_that_is_not_what_it_says_keeps_all_away() throws Exception {
    BoardStore store = store();
    List<StoredFile> storedFiles = storedFiles(3);
    storedFiles.add(
        new StoredFile(storedFile(9).digest(), new ByteCount(10), storedFile(10).source()));
    RigException trouble = rackTrouble(() -> store.pushAll(storedFiles, done -> {}, () -> false));
    assertThat(trouble.trouble().what()).contains("is damaged: expected " + storedFile(9).digest());
    assertThat(shelf()).isEmpty();
  }

  @Test
  void a_push_that_is_cancelled_midway_leaves_nothing() throws Exception {
    BoardStore store = store();
    StoredFile storedFile = storedFile(3_000_000);
    AtomicLong moved = new AtomicLong();
    assertThatThrownBy(() -> store.push(storedFile, moved::set, () -> moved.get() > 500_000))
        .isInstanceOf(CancellationException.class);
    assertThat(moved).hasValueBetween(500_000, 2_999_999);
    assertThat(shelf()).isEmpty();
    assertThat(run("echo still here").lines()).containsExactly("still here");
  }
}
