package dev.gantry.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.harness.Bench;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.walk.GantryHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A board for a person at the bench. */
class RackLeaseTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream trouble = new ByteArrayOutputStream();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final PipedOutputStream keys = new PipedOutputStream();
  private Bench bench;
  private Path rack;

  @BeforeEach
  void a_home_of_its_own() throws IOException {
    bench = new Bench(folder.resolve("home"));
    rack = bench.demo().rack();
  }

  @Test
  void a_leased_board_is_shown_with_its_holder_until_enter_is_pressed() throws Exception {
    CompletableFuture<Integer> held = lease("bench-2", "--for", "a new fan");
    await("leased since");

    JsonNode list = list();
    assertThat(list.at("/1/state").asText()).isEqualTo("leased");
    assertThat(list.at("/1/lease/for").asText()).isEqualTo("a new fan");
    assertThat(list.at("/1/lease/holder").asText()).contains(System.getProperty("user.name"));
    assertThat(list.at("/0/state").asText()).isEqualTo("free");
    assertThat(bench.gantry("rack", "list", "--rack", rack).results())
        .contains("leased to", "(a new fan)");
    Bench.Said second =
        bench.gantry("rack", "lease", "bench-2", "--for", "x", "--wait", "0 s", "--rack", rack);
    assertThat(second.code()).isEqualTo(2);
    assertThat(second.trouble()).contains("leased to", "a new fan");

    keys.write('\n');
    keys.flush();

    assertThat(held.get(60, TimeUnit.SECONDS))
        .as(trouble.toString(StandardCharsets.UTF_8))
        .isZero();
    assertThat(results.toString(StandardCharsets.UTF_8)).contains("bench-2 given back");
    assertThat(list().at("/1/state").asText()).isEqualTo("free");
    assertThat(bench.gantry("rack", "lease", "bench-2", "--log", "--rack", rack).results())
        .contains("taken", "a new fan");
  }

  @Test
  void a_halt_gives_the_board_back() throws Exception {
    CompletableFuture<Integer> held = lease("bench-1", "--for", "a look", "--minutes", "60");
    await("for 60 min");

    cancelled.set(true);

    assertThat(held.get(60, TimeUnit.SECONDS)).isZero();
    assertThat(list().at("/0/state").asText()).isEqualTo("free");
  }

  @Test
  void a_lease_says_what_it_is_for_and_names_a_board_that_is_there() {
    assertThat(bench.gantry("rack", "lease", "bench-1", "--rack", rack).trouble())
        .contains("--for is missing");
    Bench.Said wrong = bench.gantry("rack", "lease", "bench1", "--for", "x", "--rack", rack);
    assertThat(wrong.code()).isEqualTo(64);
    assertThat(wrong.trouble()).contains("Did you mean 'bench-1'?");
    assertThat(
            bench
                .gantry("rack", "lease", "bench-1", "--for", "x", "--minutes", "0", "--rack", rack)
                .code())
        .isEqualTo(64);
  }

  private JsonNode list() throws IOException {
    Bench.Said said = bench.gantry("rack", "list", "--json", "--rack", rack);
    assertThat(said.code()).as(said.trouble()).isZero();
    return new ObjectMapper().readTree(said.results());
  }

  private CompletableFuture<Integer> lease(String... words) throws IOException {
    Console console =
        new Console(
            new PrintStream(results, true, StandardCharsets.UTF_8),
            new PrintStream(trouble, true, StandardCharsets.UTF_8),
            new PipedInputStream(keys),
            false,
            false);
    GantryCommand.Setting setting =
        new GantryCommand.Setting(
            console, new GantryHome(folder.resolve("home")), Clock.systemUTC(), cancelled::get);
    String[] line =
        Stream.of(List.of("rack", "lease"), List.of(words), List.of("--rack", rack.toString()))
            .flatMap(List::stream)
            .toArray(String[]::new);
    return CompletableFuture.supplyAsync(() -> GantryCommand.run(setting, line));
  }

  private void await(String words) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!results.toString(StandardCharsets.UTF_8).contains(words)) {
      assertThat(System.nanoTime()).as(results + " " + trouble).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
