package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.lease.Lease;
import dev.gantry.targets.lease.LeaseClaim;
import dev.gantry.targets.lease.LeaseHolder;
import dev.gantry.targets.lease.LeaseLogEntry;
import dev.gantry.targets.link.SshLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may happen to a lease and its files, whatever SSH server a board runs. */
abstract class LeaseFaultContract extends BoardContract {
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  private static Lease take(SshLink over, LeaseClaim claim, Duration patience) throws RigException {
    return Lease.take(over, claim, new Lease.Waiting(patience, () -> false, holder -> false));
  }

  private static Lease take(SshLink over, String who) throws RigException {
    return take(over, new LeaseClaim(who, "a test"), Duration.ZERO);
  }

  private Path file(String name) {
    return board.home().resolve(".gantry").resolve(name);
  }

  @Test
  void a_board_says_who_holds_it_since_when_and_for_what() throws Exception {
    assertThat(Lease.look(link)).as("never leased").isEmpty();
    Instant before = Instant.now().minusSeconds(2);
    try (Lease held = take(link, new LeaseClaim("ada@bay-4", "rail 2026.11"), Duration.ZERO)) {
      LeaseHolder holder = Lease.look(link).orElseThrow();
      assertThat(holder.who()).isEqualTo("ada@bay-4");
      assertThat(holder.forWhat()).isEqualTo("rail 2026.11");
      assertThat(holder.since()).isBetween(before, Instant.now().plusSeconds(2));
      assertThat(holder.token()).isEqualTo(held.token());
      assertThat(holder.job()).isEmpty();
      assertThat(holder.away()).isFalse();
    }
    Await.until("it is free", SOON, this::free);
  }

  private boolean free() {
    try {
      return Lease.look(link).isEmpty();
    } catch (RigException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void what_a_dead_holder_left_behind_is_not_believed() throws Exception {
    take(link, "ada").close();
    Await.until("it is free", SOON, this::free);
    Files.writeString(file("lease.holder"), "who=grace\ntoken=9\nsince=1\npid=1\njob=x\n");
    assertThat(Lease.look(link)).isEmpty();
    try (Lease next = take(link, "next")) {
      assertThat(Lease.look(link).orElseThrow().token()).isEqualTo(next.token());
    }
  }

  @Test
  void a_lock_that_was_taken_by_hand_is_respected() throws Exception {
    Files.createDirectories(file("."));
    Process hand =
        new ProcessBuilder("flock", file("lock").toString(), "sleep", "60").inheritIO().start();
    try {
      Await.until("the lock is held", SOON, () -> !free());
      assertThat(rackTrouble(() -> take(link, "ada").close()).trouble().what())
          .isEqualTo("the board is leased to someone");
    } finally {
      hand.descendants().forEach(ProcessHandle::destroyForcibly);
      hand.destroyForcibly();
    }
  }

  @Test
  void the_book_of_leases_proves_that_one_came_after_the_other() throws Exception {
    for (String who : List.of("ada", "grace", "ada")) {
      take(link, new LeaseClaim(who, "a test"), SOON).close();
    }
    Await.until("it is free", SOON, this::free);
    List<LeaseLogEntry> book = Lease.log(link);
    assertThat(book)
        .extracting(entry -> entry.event() + " " + entry.token() + " " + entry.who())
        .containsExactly(
            "TAKEN 1 ada",
            "LEFT 1 ada",
            "TAKEN 2 grace",
            "LEFT 2 grace",
            "TAKEN 3 ada",
            "LEFT 3 ada");
    assertThat(book).extracting(LeaseLogEntry::uptime).isSorted();
    assertThat(book).extracting(LeaseLogEntry::forWhat).containsOnly("a test");
  }

  @Test
  void the_book_of_leases_stays_small_and_garbage_in_it_is_passed_over() throws Exception {
    Files.createDirectories(file("."));
    Files.write(file("lease.log"), Collections.nCopies(2_000, "taken\t1\t1.0\t1\tada\tlong ago"));
    take(link, "ada").close();
    Await.until("it is free", SOON, this::free);
    assertThat(Files.readAllLines(file("lease.log"))).hasSizeLessThan(1_000);
    // The keeper writes its last line while it ends.
    Await.until("the keeper's end", SOON, this::free);
    Files.writeString(file("lease.log"), "nonsense\ntaken\t\u0000\tx\nleft\t5\t6.5\t7\teve\tx\n");
    assertThat(Lease.log(link)).extracting(LeaseLogEntry::who).containsExactly("eve");
  }

  @Test
  void a_damaged_token_never_gives_the_same_token_again() throws Exception {
    long first;
    try (Lease lease = take(link, "ada")) {
      first = lease.token();
    }
    for (String damage : List.of("", "garbage", "-3", "08x", "9".repeat(40), "$(touch pwned)")) {
      Files.writeString(file("lease.token"), damage);
      try (Lease lease = take(link, new LeaseClaim("ada", "-"), SOON)) {
        assertThat(lease.token()).as(damage).isGreaterThan(first);
      }
    }
    assertThat(file("pwned")).doesNotExist();
  }

  @Test
  void what_a_login_prints_does_not_matter() throws Exception {
    Path profile = board.home().resolve(".bashrc");
    Files.writeString(profile, "echo LOCKED 99; echo welcome; printf 'no end of line'\n");
    try (Lease lease = take(link, "ada")) {
      assertThat(lease.token()).isEqualTo(1);
      assertThat(Lease.look(link).orElseThrow().who()).isEqualTo("ada");
    }
  }

  @Test
  void a_cut_cable_frees_the_board_within_half_a_minute() throws Exception {
    try (Cable cable = new Cable(board.destination().port());
        SshLink far = SshLink.open(board.through(cable.port()));
        Lease lost = take(far, "ada")) {
      cable.silence();
      try (Lease next = take(link, new LeaseClaim("grace", "-"), HALF_A_MINUTE)) {
        assertThat(next.token()).isEqualTo(lost.token() + 1);
      }
    }
  }

  @Test
  void a_lease_that_is_someone_elses_now_lets_no_command_through() throws Exception {
    try (SshLink other = SshLink.open(board.destination())) {
      Lease old = take(link, "ada");
      assertThat(old.fenced(link).run("echo mine; exit 76", LIMIT).status()).isEqualTo(76);
      Lease.release(other, old.token());
      try (Lease next = take(other, new LeaseClaim("grace", "-"), SOON)) {
        assertThat(next.fenced(other).run("echo mine", LIMIT).lines()).containsExactly("mine");
        RigException told =
            rackTrouble(() -> old.fenced(link).run("touch \"$HOME/spoiled\"", LIMIT));
        assertThat(told.trouble().what())
            .isEqualTo("the lease is someone else's now: the command was refused there");
        rackTrouble(() -> old.start("job"));
      }
      old.close();
    }
    assertThat(board.home().resolve("spoiled")).doesNotExist();
  }

  @Test
  void a_home_that_cannot_be_written_is_told() throws IOException {
    Files.writeString(board.home().resolve(".gantry"), "not a folder");
    assertThat(rackTrouble(() -> take(link, "ada").close()).trouble().what())
        .startsWith("the lease cannot be taken (status 74)");
  }
}
