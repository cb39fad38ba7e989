package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.lease.Lease;
import dev.gantry.targets.link.SshLink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the lease of a board whatever SSH server it runs. */
abstract class LeaseContract extends BoardContract {
  private Lease take(SshLink over, String visitor, Duration patience) throws RigException {
    return Lease.take(over, visitor, patience, () -> false);
  }

  @Test
  void a_held_board_is_refused_with_the_name_of_its_holder() throws Exception {
    try (Lease held = take(link, "ada@bay-4", Duration.ZERO);
        SshLink other = SshLink.open(board.destination())) {
      RigException trouble = rackTrouble(() -> take(other, "grace", Duration.ZERO).close());
      assertThat(trouble.trouble().what())
          .matches("the board is leased to ada@bay-4 since \\d{4}-\\d\\d-\\d\\dT[0-9:]+Z");
      assertThat(held).isNotNull();
    }
  }

  @Test
  void a_lease_that_is_closed_is_free_at_once() throws Exception {
    try (SshLink other = SshLink.open(board.destination())) {
      for (int round = 0; round < 5; round++) {
        take(link, "ada", SOON).close();
        take(other, "grace", SOON).close();
      }
    }
    Await.until(
        "the name of the holder goes with the lease",
        SOON,
        () -> Files.notExists(board.home().resolve(".gantry/lease.holder")));
  }

  @Test
  void a_lease_dies_with_the_link_of_its_holder() throws Exception {
    try (Cable cable = new Cable(board.destination().port());
        SshLink far = SshLink.open(board.through(cable.port()))) {
      take(far, "ada", Duration.ZERO);
      rackTrouble(() -> take(link, "grace", Duration.ZERO).close());
      cable.cut();
      take(link, "grace", SOON).close();
    }
  }

  @Test
  void of_many_who_race_for_a_board_one_holds_it_at_a_time() throws Exception {
    int racers = 6;
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger turns = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(racers);
    try {
      List<Future<?>> races = new ArrayList<>();
      for (int racer = 0; racer < racers; racer++) {
        String name = "racer-" + racer;
        races.add(
            pool.submit(
                () -> {
                  try (SshLink own = SshLink.open(board.destination());
                      Lease lease = take(own, name, Duration.ofMinutes(2))) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    assertThat(Lease.look(own).orElseThrow().who()).isEqualTo(name);
                    turns.incrementAndGet();
                    inside.decrementAndGet();
                    assertThat(lease).isNotNull();
                  }
                  return null;
                }));
      }
      for (Future<?> race : races) {
        race.get(150, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(turns).hasValue(racers);
    assertThat(most).hasValue(1);
  }

  @Test
  void a_visitors_name_is_a_name_and_never_a_command() throws Exception {
    String hostile = "x\"; touch \"$HOME/pwned\"; '$(touch pwned2)`touch pwned3`";
    try (Lease held = take(link, hostile, Duration.ZERO);
        SshLink other = SshLink.open(board.destination())) {
      rackTrouble(() -> take(other, "grace", Duration.ZERO).close());
      assertThat(held).isNotNull();
    }
    try (Stream<Path> files = Files.list(board.home())) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly(".gantry");
    }
  }

  @Test
  void waiting_for_a_held_board_can_be_cancelled() throws Exception {
    try (Lease held = take(link, "ada", Duration.ZERO);
        SshLink other = SshLink.open(board.destination())) {
      assertThatThrownBy(() -> Lease.take(other, "grace", Duration.ofDays(1), () -> true))
          .isInstanceOf(CancellationException.class);
      assertThat(held).isNotNull();
    }
  }
}
