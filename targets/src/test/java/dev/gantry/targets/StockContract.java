package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.store.BoardStore;
import dev.gantry.targets.store.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a board says of its store, and what it remembers of it. */
abstract class StockContract extends BoardContract {
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

  private Path stored(StoredFile storedFile) {
    return board.home().resolve(BoardStore.path(storedFile.digest()));
  }

  private List<String> shelf() throws IOException {
    try (Stream<Path> files = Files.list(board.home().resolve(BoardStore.FOLDER))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_file_that_was_damaged_on_the_board_does_not_count_as_there() throws Exception {
    BoardStore store = store();
    StoredFile storedFile = storedFile(1_000);
    store.push(storedFile, done -> {});
    byte[] whole = Files.readAllBytes(stored(storedFile));
    byte[] damaged = whole.clone();
    damaged[500] ^= 1;
    Files.write(stored(storedFile), damaged);
    assertThat(store.have(List.of(storedFile.digest()))).isEmpty();
    store.push(storedFile, done -> {});
    assertThat(stored(storedFile)).hasBinaryContent(whole);
    assertThat(store.have(List.of(storedFile.digest()))).containsExactly(storedFile.digest());
  }

  @Test
  void what_was_hashed_once_is_remembered_until_the_file_changes_in_any_way() throws Exception {
    BoardStore store = store();
    StoredFile storedFile = storedFile(1_000);
    List<Digest> wanted = List.of(storedFile.digest());
    store.push(storedFile, done -> {});
    Path seen = board.home().resolve(".gantry/store.seen");
    Await.until(
        "it is remembered",
        Duration.ofSeconds(30),
        () -> {
          try {
            assertThat(store.have(wanted)).hasSize(1);
            return Files.readString(seen).startsWith(storedFile.digest().hex());
          } catch (RigException | IOException e) {
            throw new IllegalStateException(e);
          }
        });
    byte[] damaged = Files.readAllBytes(stored(storedFile));
    FileTime before = Files.getLastModifiedTime(stored(storedFile));
    damaged[500] ^= 1;
    Files.write(stored(storedFile), damaged);
    Files.setLastModifiedTime(stored(storedFile), before);
    assertThat(store.have(wanted)).as("the same size, the same time").isEmpty();
    damaged[500] ^= 1;
    Files.write(stored(storedFile), damaged);
    assertThat(store.have(wanted)).containsExactly(storedFile.digest());
  }

  @Test
  void after_a_new_start_of_the_board_nothing_is_taken_on_trust() throws Exception {
    BoardStore store = store();
    StoredFile storedFile = storedFile(1_000);
    byte[] whole = new byte[1_000];
    new Random(7_402 + 1_000).nextBytes(whole);
    whole[3] ^= 1;
    Files.write(stored(storedFile), whole);
    String state =
        run("cd \"$HOME/.gantry/store\"; stat -c '%s %i %Z %y %z' " + storedFile.digest().hex())
            .lines()
            .get(0);
    Path seen = board.home().resolve(".gantry/store.seen");
    String boot = run("cat /proc/sys/kernel/random/boot_id").lines().get(0);
    Files.writeString(seen, storedFile.digest().hex() + " " + boot + " " + state + "\n");
    assertThat(store.have(List.of(storedFile.digest()))).as("this is what trust means").hasSize(1);
    Files.writeString(seen, storedFile.digest().hex() + " of-yesterday " + state + "\n");
    assertThat(store.have(List.of(storedFile.digest()))).isEmpty();
  }

  @Test
  void what_a_cut_cable_left_half_done_is_cleared_away() throws Exception {
    BoardStore store = store();
    Path shelf = board.home().resolve(BoardStore.FOLDER);
    Files.writeString(shelf.resolve(storedFile(1).digest().hex() + ".part"), "half");
    Files.createDirectories(shelf.resolve("incoming.part/x"));
    Files.createDirectories(shelf.resolve("incoming/y"));
    store.have(List.of(storedFile(2).digest()));
    assertThat(shelf()).isEmpty();
  }

  @Test
  void thousands_of_names_are_asked_for_at_once() throws Exception {
    List<Digest> wanted = new ArrayList<>();
    for (int index = 0; index < 5_000; index++) {
      wanted.add(Digest.of(new byte[] {(byte) index, (byte) (index >> 8)}));
    }
    StoredFile there = storedFile(77);
    BoardStore store = store();
    store.push(there, done -> {});
    wanted.add(4_000, there.digest());
    assertThat(store.have(wanted)).containsExactly(there.digest());
  }
}
