package dev.gantry.converter.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class RecipePinsTest {
  private static final Digest RECIPE = Digest.of(new byte[] {1});

  @TempDir Path folder;
  private ContentStore store;
  private RecipePins pins;

  @BeforeEach
  void open() {
    store = new ContentStore(folder.resolve("store"));
    pins = new RecipePins(store, folder.resolve("pins"));
  }

  private Digest put(String text) throws Exception {
    return store.put(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void what_was_pinned_first_stays() throws Exception {
    Digest first = put("first");
    assertThat(pins.pin(RECIPE, first).digest()).isEqualTo(first);
    assertThat(pins.pin(RECIPE, put("second")).digest()).isEqualTo(first);
    assertThat(pins.find(RECIPE)).get().extracting(RecipePins.Pinned::digest).isEqualTo(first);
  }

  @Test
  void what_is_dropped_can_be_pinned_anew_and_another_pin_is_not_dropped() throws Exception {
    Digest first = put("first");
    pins.pin(RECIPE, first);
    pins.drop(RECIPE, put("second"));
    assertThat(pins.find(RECIPE)).isPresent();
    pins.drop(RECIPE, first);
    assertThat(pins.find(RECIPE)).isEmpty();
    pins.drop(RECIPE, first);
    assertThat(pins.pin(RECIPE, put("second")).file()).hasContent("second");
  }

  @Test
  void all_who_pin_at_once_over_a_damaged_pin_are_given_the_same() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CyclicBarrier gate = new CyclicBarrier(threads);
    try {
      for (int round = 0; round < 100; round++) {
        Digest recipe = Digest.of(new byte[] {2, (byte) round});
        Path pin = folder.resolve("pins").resolve(recipe.hex());
        Files.createDirectories(pin.getParent());
        Files.writeString(pin, "half a pi");
        List<Callable<Digest>> works =
            IntStream.range(0, threads)
                .mapToObj(
                    thread ->
                        (Callable<Digest>)
                            () -> {
                              Digest made = put("made by " + thread);
                              gate.await(20, TimeUnit.SECONDS);
                              return pins.pin(recipe, made).digest();
                            })
                .toList();
        Digest counts = null;
        for (Future<Digest> given : pool.invokeAll(works)) {
          counts = counts == null ? given.get() : counts;
          assertThat(given.get()).as("round %s", round).isEqualTo(counts);
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void only_what_was_left_behind_long_ago_is_swept() throws Exception {
    Instant now = Instant.parse("2026-11-20T12:00:00Z");
    Path left = store.temporary();
    Files.setLastModifiedTime(left, FileTime.from(now.minus(Duration.ofHours(25))));
    Path fresh = store.temporary();
    Files.setLastModifiedTime(fresh, FileTime.from(now.minus(Duration.ofHours(23))));
    Path future = store.temporary();
    Files.setLastModifiedTime(future, FileTime.from(now.plus(Duration.ofDays(400))));
    Digest kept = put("kept");
    Path keptFile = store.find(kept).orElseThrow();
    Files.setLastModifiedTime(keptFile, FileTime.from(now.minus(Duration.ofDays(900))));

    store.sweep(now);

    try (Stream<Path> files = Files.list(left.getParent())) {
      assertThat(files).containsExactlyInAnyOrder(fresh, future);
    }
    assertThat(store.find(kept)).isPresent();
    new ContentStore(folder.resolve("nowhere")).sweep(now);
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }
}
