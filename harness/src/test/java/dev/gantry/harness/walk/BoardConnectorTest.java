package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Board;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RigException;
import dev.gantry.harness.rack.RecoveryLimits;
import dev.gantry.targets.BoardVisit;
import dev.gantry.targets.RunnerKit;
import dev.gantry.targets.embedded.EmbeddedBoard;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.RackTrouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real board behind a door that tests can shut. */
class BoardConnectorTest {
  private static final RunnerKit KIT = new RunnerKit();
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final List<Progress> told = new CopyOnWriteArrayList<>();
  private final AtomicInteger knocks = new AtomicInteger();
  private final AtomicInteger yielded = new AtomicInteger();
  private EmbeddedBoard board;

  @BeforeEach
  void a_board() throws Exception {
    board = EmbeddedBoard.start("nx-7", folder.resolve("nx-7"));
  }

  @AfterEach
  void no_board() {
    board.close();
  }

  @Test
  void a_board_that_stays_away_for_a_moment_is_visited_all_the_same() throws Exception {
    BoardConnector connector = connector(() -> knocks.get() > 2, "", LONG);

    try (BoardVisit visit = connector.come()) {
      assertThat(visit.probe().fact("boot")).isPresent();
    }

    assertThat(knocks).hasValue(3);
    assertThat(told).anyMatch(progress -> progress.what().contains("cable; again in 250 ms"));
  }

  @Test
  void a_board_that_stays_away_is_given_up_in_bounded_time() {
    BoardConnector connector = connector(() -> false, "", Duration.ofSeconds(1));

    assertThat(catchThrowableOfType(LostLink.class, connector::come).trouble().what())
        .contains("cable");
    assertThat(knocks.get()).isBetween(2, 4);
  }

  @Test
  void what_retrying_cannot_mend_is_not_retried() {
    BoardConnector connector =
        new BoardConnector(
            device(""),
            () -> {
              knocks.incrementAndGet();
              throw RackTrouble.at("nx-7", "the host key has changed", "find out why");
            },
            watch(LONG),
            () -> {});

    assertThat(catchThrowableOfType(RigException.class, connector::come).trouble().what())
        .contains("host key");
    assertThat(knocks).hasValue(1);
  }

  @Test
  void a_board_that_stays_away_has_its_power_cycled() throws Exception {
    BoardConnector connector =
        connector(
            () -> Files.exists(folder.resolve("power")),
            "echo outlet of $GANTRY_BOARD; touch power",
            Duration.ofMillis(300));

    connector.come().close();

    assertThat(yielded).hasValue(1);
    assertThat(connector.takeCycles()).singleElement().asString().contains("outlet of nx-7");
    assertThat(connector.takeCycles()).isEmpty();
  }

  @Test
  void power_is_not_cycled_again_unless_the_board_came_back() throws Exception {
    BoardConnector connector = connector(() -> false, "echo once >> cycles", Duration.ZERO);

    String words = catchThrowableOfType(RigException.class, connector::come).trouble().toString();

    assertThatThrownBy(connector::come).isInstanceOf(LostLink.class);
    assertThat(words).contains("cable", "power-cycle", "echo once >> cycles");
    assertThat(Files.readAllLines(folder.resolve("cycles"))).hasSize(1);
  }

  @Test
  void a_power_cycle_that_fails_is_told_with_what_went_before() {
    BoardConnector connector = connector(() -> false, "echo no such outlet; exit 4", Duration.ZERO);

    assertThat(catchThrowableOfType(RigException.class, connector::come).trouble().toString())
        .contains("cable", "status 4", "no such outlet");
  }

  @Test
  void a_board_that_did_not_start_anew_was_not_the_one_whose_power_was_cycled() throws Exception {
    BoardConnector connector = connector(() -> true, "touch cycled", Duration.ZERO);
    connector.come().close();

    RigException trouble =
        catchThrowableOfType(
            RigException.class, () -> connector.comeBack(LostLink.during("nx-7", "the run")));

    assertThat(trouble.trouble().what()).contains("did not restart", "boot id");
    assertThat(folder.resolve("cycled")).exists();
  }

  private BoardConnector connector(BooleanSupplier open, String powerCycle, Duration reconnect) {
    ReleaseRunner.Watch watch = watch(reconnect);
    BoardVisit.VisitOptions options =
        new BoardVisit.VisitOptions(
            "tests", "tests", Duration.ofSeconds(60), LONG, () -> false, watch.progress());
    return new BoardConnector(
        device(powerCycle),
        () -> {
          knocks.incrementAndGet();
          if (!open.getAsBoolean()) {
            throw LostLink.unreachable("nx-7", "nx-7.lab:22", "no cable", new Exception());
          }
          return BoardVisit.begin(board.destination(), KIT, options);
        },
        watch,
        yielded::incrementAndGet);
  }

  private Board device(String powerCycle) {
    return new Board(
        "nx-7",
        "nx",
        new Board.Embedded(),
        false,
        Optional.of(powerCycle)
            .filter(command -> !command.isEmpty())
            .map(command -> new Board.PowerSwitch(command, folder)),
        Optional.empty());
  }

  private ReleaseRunner.Watch watch(Duration reconnect) {
    return new ReleaseRunner.Watch(
        Clock.systemUTC(),
        told::add,
        () -> false,
        Duration.ofSeconds(60),
        new RecoveryLimits(reconnect, Duration.ofSeconds(1), 3));
  }
}
