package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.link.command.CompletedCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that turns channels away, as a busy one does that has not seen others close. */
@Timeout(180)
class FewSessionsTest {
  @TempDir Path folder;

  @Test
  void who_is_turned_away_asks_again() throws Exception {
    Sshd.requireHere();
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try (Sshd board = Sshd.start(folder, "MaxSessions 2");
        SshLink link = SshLink.open(board.destination())) {
      List<Future<CompletedCommand>> all = new ArrayList<>();
      for (int index = 0; index < 6; index++) {
        all.add(pool.submit(() -> link.run("sleep 0.2; echo done", Duration.ofSeconds(60))));
      }
      for (Future<CompletedCommand> one : all) {
        assertThat(one.get(150, TimeUnit.SECONDS).lines()).containsExactly("done");
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
