package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.lease.Lease;
import dev.gantry.targets.link.SshLink;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A lease in another process, which is killed, or stopped for longer than a lease lives. */
@Timeout(300)
class LeaseHolderTest {
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Sshd board;

  @BeforeEach
  void start() throws Exception {
    Sshd.requireHere();
    board = Sshd.start(folder);
  }

  @AfterEach
  void stop() {
    board.close();
  }

  private static Lease next(SshLink link) throws RigException {
    return Lease.take(link, "next", HALF_A_MINUTE, () -> false);
  }

  @Test
  void a_killed_holder_frees_the_board() throws Exception {
    try (LeaseHolder holder = LeaseHolder.start(board);
        SshLink link = SshLink.open(board.destination())) {
      assertThat(Lease.look(link).orElseThrow().who()).isEqualTo("the holder");
      holder.signal("KILL");
      try (Lease next = next(link)) {
        assertThat(next.held()).isTrue();
      }
    }
  }

  @Test
  void a_stopped_holder_loses_the_board_and_cannot_touch_it_afterwards() throws Exception {
    try (LeaseHolder holder = LeaseHolder.start(board);
        SshLink link = SshLink.open(board.destination())) {
      assertThat(holder.command()).isEqualTo("done");
      holder.signal("STOP");
      try (Lease next = next(link)) {
        holder.signal("CONT");
        assertThat(holder.command())
            .isIn(
                "the lease is someone else's now: the command was refused there",
                "the link was lost during a command");
        assertThat(next.held()).isTrue();
      }
      assertThat(board.home().resolve("written")).hasContent("x");
    }
  }
}
