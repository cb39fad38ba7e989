package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.SshLink;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** What holds for files on their way to and from a board whatever SSH server it runs. */
abstract class FileContract extends BoardContract {
  @Test
  void files_travel_there_and_back_byte_by_byte() throws Exception {
    long seed = 7_401;
    Random random = new Random(seed);
    for (int size : new int[] {0, 1, 32 * 1024, 5 * 1024 * 1024 + 17}) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      List<Long> progress = new ArrayList<>();
      link.files().push(new ByteArrayInputStream(bytes), "travelled", progress::add);
      assertThat(board.home().resolve("travelled")).hasBinaryContent(bytes);
      assertThat(progress).isSorted();
      if (size > 0) {
        assertThat(progress).endsWith((long) size);
      }
      Path back = folder.resolve("back");
      link.files().fetch("travelled", back, done -> {});
      assertThat(back).as("seed %d, %d bytes", seed, size).hasBinaryContent(bytes);
    }
    link.files().push(new ByteArrayInputStream(new byte[] {1}), "travelled", done -> {});
    assertThat(board.home().resolve("travelled")).hasBinaryContent(new byte[] {1});
  }

  @Test
  void a_transfer_that_fails_is_told_and_leaves_the_link_usable() throws Exception {
    RigException fetch =
        rackTrouble(() -> link.files().fetch("none", folder.resolve("x"), done -> {}));
    assertThat(fetch.trouble().what()).contains("fetch of none failed");
    RigException push =
        rackTrouble(
            () -> link.files().push(new ByteArrayInputStream(new byte[9]), "no/x", done -> {}));
    assertThat(push.trouble().what()).contains("push of no/x failed");
    assertThat(run("echo still here").lines()).containsExactly("still here");
  }

  /** So large that it goes over two channels. */
  private byte[] large() {
    byte[] bytes = new byte[(40 << 20) + 13];
    new Random(7_440).nextBytes(bytes);
    return bytes;
  }

  private void pushLarge(
      SshLink over, byte[] bytes, long announced, LongConsumer progress, BooleanSupplier cancelled)
      throws Exception {
    over.files()
        .push(
            () -> new ByteArrayInputStream(bytes),
            new ByteCount(announced),
            "large",
            progress,
            cancelled);
  }

  @Test
  void a_large_file_arrives_whole_over_what_lay_there() throws Exception {
    byte[] bytes = large();
    Files.write(board.home().resolve("large"), new byte[50 << 20]);
    List<Long> progress = new ArrayList<>();
    pushLarge(link, bytes, bytes.length, progress::add, () -> false);
    assertThat(board.home().resolve("large")).hasBinaryContent(bytes);
    assertThat(progress).isSorted().endsWith((long) bytes.length);
  }

  @Test
  void a_large_file_that_ends_early_is_told() {
    byte[] bytes = large();
    RigException trouble =
        rackTrouble(() -> pushLarge(link, bytes, bytes.length + 9, done -> {}, () -> false));
    assertThat(trouble.trouble().what()).contains("ends early, 9 bytes are missing");
  }

  @Test
  void a_large_push_can_be_cancelled() {
    byte[] bytes = large();
    AtomicLong moved = new AtomicLong();
    assertThatThrownBy(
            () -> pushLarge(link, bytes, bytes.length, moved::set, () -> moved.get() > 1_000_000))
        .isInstanceOf(CancellationException.class);
    assertThat(moved.get()).isLessThan(bytes.length);
  }

  @Test
  void a_cable_that_is_cut_in_a_large_push_is_a_lost_link() throws Exception {
    byte[] bytes = large();
    try (Cable cable = new Cable(board.destination().port());
        SshLink far = SshLink.open(board.through(cable.port()))) {
      LongConsumer cutting =
          done -> {
            if (done > 5_000_000) {
              cable.cut();
            }
          };
      RigException trouble =
          rackTrouble(() -> pushLarge(far, bytes, bytes.length, cutting, () -> false));
      assertThat(trouble).isInstanceOf(LostLink.class);
    }
  }
}
