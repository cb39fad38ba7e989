package dev.gantry.converter.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ContentStoreTest {
  @TempDir Path folder;
  private ContentStore store;

  @BeforeEach
  void open() {
    store = new ContentStore(folder.resolve("store"));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** The same at the same moment on many threads, again and again. */
  private static void together(int times, Callable<?> work) throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CyclicBarrier gate = new CyclicBarrier(threads);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        all.add(
            pool.submit(
                () -> {
                  for (int time = 0; time < times; time++) {
                    gate.await(20, TimeUnit.SECONDS);
                    work.call();
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get(50, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void what_is_put_is_found_by_its_digest() throws Exception {
    long seed = 7_601;
    Random random = new Random(seed);
    for (int size : new int[] {0, 1, 70_000}) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      Digest digest = store.put(bytes);
      assertThat(digest).isEqualTo(Digest.of(bytes));
      assertThat(store.find(digest)).get().satisfies(f -> assertThat(f).hasBinaryContent(bytes));
      Path file = Files.write(folder.resolve("given"), bytes);
      assertThat(store.put(file)).isEqualTo(digest);
      assertThat(file).as("a copy is kept, the original stays").exists();
    }
    assertThat(store.find(Digest.of("never put".getBytes(UTF_8)))).isEmpty();
  }

  @Test
  void nothing_but_the_content_stays_behind_a_put() throws Exception {
    Digest digest = store.put("one".getBytes(UTF_8));
    store.put("one".getBytes(UTF_8));
    store.put(Files.writeString(folder.resolve("given"), "one"));
    assertThat(files()).singleElement().isEqualTo(store.find(digest).orElseThrow());
    assertThatThrownBy(() -> store.put(folder.resolve("none"))).isInstanceOf(IOException.class);
    assertThat(files()).hasSize(1);
  }

  @Test
  void damaged_content_is_as_good_as_none_and_is_put_again() throws Exception {
    byte[] bytes = "the engine".getBytes(UTF_8);
    Digest digest = store.put(bytes);
    for (String damage : List.of("", "the engin", "the Engine", "the engine ")) {
      Files.writeString(store.find(digest).orElseThrow(), damage);
      assertThat(store.find(digest)).as("'%s'", damage).isEmpty();
      assertThat(store.put(bytes)).isEqualTo(digest);
      assertThat(store.find(digest)).isPresent();
      Files.writeString(store.find(digest).orElseThrow(), damage);
      store.put(Files.write(folder.resolve("given"), bytes));
      assertThat(store.find(digest)).isPresent();
    }
  }

  @Test
  void what_a_kill_left_half_written_is_never_found() throws Exception {
    byte[] bytes = "the engine".getBytes(UTF_8);
    Path half = store.temporary();
    Files.writeString(half, "the eng");
    assertThat(half).startsWith(folder.resolve("store"));
    assertThat(store.find(Digest.of(bytes))).isEmpty();
    assertThat(store.put(bytes)).isEqualTo(Digest.of(bytes));
    assertThat(store.find(Digest.of("the eng".getBytes(UTF_8))))
        .as("what is still being made has no name yet")
        .isEmpty();
  }

  @Test
  void many_may_put_and_find_the_same_at_once() throws Exception {
    byte[] bytes = new byte[100_000];
    new Random(7_602).nextBytes(bytes);
    Digest digest = Digest.of(bytes);
    together(
        20,
        () -> {
          assertThat(store.put(bytes)).isEqualTo(digest);
          assertThat(store.find(digest)).isPresent();
          return null;
        });
    assertThat(files()).hasSize(1);
  }

  @Test
  void many_may_stumble_over_the_same_damage_at_once() throws Exception {
    byte[] bytes = new byte[1_000];
    Digest digest = store.put(bytes);
    Path file = store.find(digest).orElseThrow();
    together(
        200,
        () -> {
          Files.write(file, new byte[] {1});
          assertThat(store.find(digest)).isEmpty();
          return null;
        });
  }
}
