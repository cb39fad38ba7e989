package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.Completed;
import dev.gantry.targets.link.Door;
import dev.gantry.targets.link.RemoteProcess;
import dev.gantry.targets.link.SshLink;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds for a board whatever SSH server it runs. */
@Timeout(60)
abstract class BoardContract {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;
  private BoardServer board;
  private SshLink link;

  abstract BoardServer start(Path folder) throws Exception;

  @BeforeEach
  void connect() throws Exception {
    board = start(folder);
    link = SshLink.open(board.door());
  }

  @AfterEach
  void leave() {
    if (link != null) {
      link.close();
    }
    if (board != null) {
      board.close();
    }
  }

  private Completed run(String command) throws RigException {
    return link.run(command, LIMIT);
  }

  private static RigException rackTrouble(ThrowingCallable call) {
    RigException trouble = catchThrowableOfType(RigException.class, call);
    assertThat(trouble).as("it is trouble").isNotNull();
    assertThat(trouble.trouble().blame()).isEqualTo(Blame.RACK);
    assertThat(trouble.trouble().where()).startsWith("bench-");
    assertThat(trouble.trouble().remedy()).isNotBlank();
    return trouble;
  }

  @Test
  void a_command_gives_back_its_status_its_output_and_its_errors() throws RigException {
    Completed said = run("echo one; echo two; echo three >&2; exit 7");
    assertThat(said.status()).isEqualTo(7);
    assertThat(said.ok()).isFalse();
    assertThat(said.lines()).containsExactly("one", "two");
    assertThat(said.errors()).isEqualTo("three\n");
    assertThat(run("exit 0").ok()).isTrue();
    assertThat(run("no-such-tool").status()).isEqualTo(127);
  }

  @Test
  void a_command_runs_in_the_boards_own_home() throws RigException {
    assertThat(run("echo \"$HOME\"").lines()).containsExactly(board.home().toString());
  }

  @Test
  void a_command_that_reads_sees_the_end_of_its_input() throws RigException {
    assertThat(run("cat; echo done").lines()).containsExactly("done");
  }

  @Test
  void letters_beyond_ascii_arrive_as_they_are() throws RigException {
    assertThat(run("printf 'caf\\303\\251\\n'").lines()).containsExactly("caf\u00e9");
  }

  @Test
  void a_flood_on_both_channels_arrives_whole_and_blocks_nothing() throws RigException {
    Completed said = run("seq 1 300000 >&2 & seq 1 300000; wait");
    assertThat(said.status()).isZero();
    assertThat(said.lines()).hasSize(300_000).endsWith("300000");
    assertThat(said.errors()).endsWith("300000\n").hasSizeLessThan(20_000);
  }

  @Test
  void a_last_line_without_end_is_a_line_and_an_endless_one_is_cut() throws RigException {
    assertThat(run("printf abc").lines()).containsExactly("abc");
    assertThat(run("printf '\\n\\nx'").lines()).containsExactly("", "", "x");
    Completed said = run("head -c 3000000 /dev/zero | tr '\\000' x; echo; echo after");
    assertThat(said.lines()).hasSize(2).endsWith("after");
    assertThat(said.lines().get(0)).hasSizeBetween(1_000, 100_000);
  }

  @Test
  void a_command_killed_by_a_signal_is_not_a_lost_link() throws RigException {
    assertThat(run("kill -9 $$").status()).isEqualTo(128 + 9);
    assertThat(run("echo still here").lines()).containsExactly("still here");
  }

  @Test
  void a_command_that_does_not_end_is_told_after_its_limit() {
    RigException trouble = rackTrouble(() -> link.run("sleep 3", Duration.ofMillis(500)));
    assertThat(trouble.trouble().what()).isEqualTo("a command did not end within 0 s");
  }

  @Test
  void many_commands_one_after_another_leave_no_channel_behind() throws RigException {
    for (int index = 0; index < 25; index++) {
      assertThat(run("echo " + index).lines()).containsExactly(String.valueOf(index));
    }
  }

  @Test
  void a_cable_that_is_cut_is_a_lost_link_and_never_an_end() throws Exception {
    try (Cable cable = new Cable(board.door().port());
        SshLink far = SshLink.open(board.through(cable.port()));
        RemoteProcess process = far.start("the work", "echo begun; cat")) {
      RigException trouble =
          rackTrouble(() -> process.readLines(line -> cable.cut(), Duration.ofSeconds(30)));
      assertThat(trouble.trouble().what()).isEqualTo("the link was lost during the work");
    }
  }

  @Test
  void a_changed_host_key_is_refused() {
    String other = "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTY";
    String known = board.knownHost();
    int start = known.indexOf(other) + other.length() + 20;
    String changed =
        known.substring(0, start)
            + (known.charAt(start) == 'A' ? 'B' : 'A')
            + known.substring(start + 1);
    RigException trouble = rackTrouble(() -> SshLink.open(board.stranger(changed)));
    assertThat(trouble.trouble().what()).contains("host key of 127.0.0.1:", "has changed");
    assertThat(trouble.trouble().remedy()).contains("find out why");
  }

  @Test
  void an_unknown_host_key_is_refused() {
    String elsewhere = board.knownHost().replaceFirst("\\[127\\.0\\.0\\.1\\]:\\d+", "elsewhere");
    RigException trouble = rackTrouble(() -> SshLink.open(board.stranger(elsewhere)));
    assertThat(trouble.trouble().what()).contains("is not in the list of known hosts");
    RigException empty = rackTrouble(() -> SshLink.open(board.stranger("")));
    assertThat(empty.trouble().what()).contains("is not in the list of known hosts");
  }

  @Test
  void a_key_that_the_board_does_not_know_is_refused() {
    RigException trouble = rackTrouble(() -> SshLink.open(board.stranger(board.knownHost())));
    assertThat(trouble.trouble().what())
        .contains("does not accept our key for user " + board.door().user());
  }

  @Test
  void nobody_listening_is_told_with_the_place() throws IOException {
    Door door = board.through(BoardServer.freePort());
    RigException trouble = rackTrouble(() -> SshLink.open(door));
    assertThat(trouble.trouble().what())
        .startsWith("no connection to 127.0.0.1:" + door.port())
        .doesNotContain("Exception");
  }

  @Test
  void somebody_else_listening_is_told_with_the_place() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread web =
          new Thread(
              () -> {
                try (Socket caller = other.accept()) {
                  caller
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  // The caller went first.
                }
              });
      web.setDaemon(true);
      web.start();
      Door door = board.through(other.getLocalPort());
      RigException trouble = rackTrouble(() -> SshLink.open(door));
      assertThat(trouble.trouble().what()).startsWith("no connection to 127.0.0.1:" + door.port());
    }
  }

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

  private Cargo cargo(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(7_402 + size).nextBytes(bytes);
    return Cargo.of(() -> new ByteArrayInputStream(bytes));
  }

  /** A store that was asked before, as every visit does. */
  private BoardStore store() throws RigException {
    BoardStore store = new BoardStore(link);
    assertThat(store.have(List.of())).isEmpty();
    return store;
  }

  private Path stored(Cargo cargo) {
    return board.home().resolve(BoardStore.path(cargo.digest()));
  }

  private List<String> shelf() throws IOException {
    try (Stream<Path> files = Files.list(board.home().resolve(BoardStore.FOLDER))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void what_is_in_the_store_is_had_and_what_is_not_is_wanted() throws Exception {
    BoardStore store = new BoardStore(link);
    Cargo one = cargo(1_000);
    Cargo two = cargo(0);
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
  void a_file_that_was_damaged_on_the_board_does_not_count_as_there() throws Exception {
    BoardStore store = store();
    Cargo cargo = cargo(1_000);
    store.push(cargo, done -> {});
    byte[] whole = Files.readAllBytes(stored(cargo));
    byte[] damaged = whole.clone();
    damaged[500] ^= 1;
    Files.write(stored(cargo), damaged);
    assertThat(store.have(List.of(cargo.digest()))).isEmpty();
    store.push(cargo, done -> {});
    assertThat(stored(cargo)).hasBinaryContent(whole);
    assertThat(store.have(List.of(cargo.digest()))).containsExactly(cargo.digest());
  }

  @Test
  void bytes_that_changed_on_their_way_are_refused_and_leave_nothing() throws Exception {
    BoardStore store = store();
    Cargo other = cargo(10);
    Cargo lying = new Cargo(cargo(11).digest(), new ByteCount(10), other.source());
    RigException trouble = rackTrouble(() -> store.push(lying, done -> {}));
    assertThat(trouble.trouble().what())
        .contains("arrived damaged: expected " + lying.digest(), other.digest().hex());
    assertThat(shelf()).isEmpty();
  }

  @Test
  void a_source_that_breaks_off_leaves_nothing_on_the_board() throws Exception {
    BoardStore store = store();
    Cargo broken =
        new Cargo(
            cargo(12).digest(),
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

  private Lease take(SshLink over, String visitor, Duration patience) throws RigException {
    return Lease.take(over, visitor, patience, () -> false);
  }

  @Test
  void a_held_board_is_refused_with_the_name_of_its_holder() throws Exception {
    try (Lease held = take(link, "ada@bay-4", Duration.ZERO);
        SshLink other = SshLink.open(board.door())) {
      RigException trouble = rackTrouble(() -> take(other, "grace", Duration.ZERO).close());
      assertThat(trouble.trouble().what())
          .matches("the board is leased to ada@bay-4, since \\d{4}-\\d\\d-\\d\\dT[0-9:]+Z");
      assertThat(held).isNotNull();
    }
  }

  @Test
  void a_lease_that_is_closed_is_free_at_once() throws Exception {
    try (SshLink other = SshLink.open(board.door())) {
      for (int round = 0; round < 5; round++) {
        take(link, "ada", SOON).close();
        take(other, "grace", SOON).close();
      }
    }
    Await.until(
        "the name of the holder goes with the lease",
        SOON,
        () -> Files.notExists(board.home().resolve(".gantry/lock.holder")));
  }

  @Test
  void a_lease_dies_with_the_link_of_its_holder() throws Exception {
    try (Cable cable = new Cable(board.door().port());
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
                  try (SshLink own = SshLink.open(board.door());
                      Lease lease = take(own, name, Duration.ofSeconds(40))) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    assertThat(own.run("cat \"$HOME/.gantry/lock.holder\"", LIMIT).lines().get(0))
                        .startsWith(name + ", since");
                    turns.incrementAndGet();
                    inside.decrementAndGet();
                    assertThat(lease).isNotNull();
                  }
                  return null;
                }));
      }
      for (Future<?> race : races) {
        race.get(50, TimeUnit.SECONDS);
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
        SshLink other = SshLink.open(board.door())) {
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
        SshLink other = SshLink.open(board.door())) {
      assertThatThrownBy(() -> Lease.take(other, "grace", Duration.ofDays(1), () -> true))
          .isInstanceOf(CancellationException.class);
      assertThat(held).isNotNull();
    }
  }

  @Test
  void a_board_says_what_it_is() throws RigException {
    Probe probe = Probe.of(link);
    assertThat(probe.fact("architecture"))
        .contains(System.getProperty("os.arch").replace("amd64", "x86_64"));
    assertThat(probe.fact("kernel")).isPresent();
    assertThat(probe.fact("cores")).get().asString().matches("[0-9]+");
    assertThat(probe.fact("module")).as("no device tree here, so nothing is guessed").isEmpty();
  }
}
