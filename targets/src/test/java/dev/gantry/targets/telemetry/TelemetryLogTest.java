package dev.gantry.targets.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Expectation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryLogTest {
  private static final Expectation STRICT =
      new Expectation(
          Optional.empty(),
          Optional.empty(),
          Optional.of(Expectation.Clocks.LOCKED),
          Optional.empty(),
          OptionalDouble.empty(),
          true);

  @TempDir Path folder;

  @Test
  void a_quiet_run_on_a_jetson_is_summed_up() throws Exception {
    TelemetrySummary summary =
        log(
                "begin 100.00 hertz=100 every=1",
                "at 100.00 self=1 busy=1000 ours=900 brake.gpu-throttle-alert=0 throttled=3",
                "tegra 100.00 RAM 2272/7620MB CPU [0%@1728,off] GR3D_FREQ 0%@[1020] tj@50.5C PMIC@100C"
                    + " VDD_IN 4000mW/4000mW",
                "who 110.00 2 10 jtop",
                "at 110.00 self=6 busy=1900 ours=1790 brake.gpu-throttle-alert=0 throttled=3",
                "tegra 110.00 RAM 3000/7620MB CPU [90%@1727,off] GR3D_FREQ 99%@[1020] tj@61.5C PMIC@100C"
                    + " VDD_IN 6000mW/5000mW")
            .summary();

    assertThat(summary.facts())
        .containsEntry("telemetry.samples", "2")
        .containsEntry("telemetry.seconds", "10")
        .containsEntry("temperature.max-celsius", "61.5")
        .containsEntry("temperature.zone", "tj")
        .containsEntry("clock.gpu.lowest-megahertz", "1020")
        .containsEntry("memory.peak-used-mib", "3000")
        .containsEntry("power.vdd_in.mean-milliwatt", "5000")
        .containsEntry("throttling", "none")
        .containsEntry("watching.percent", "0.5")
        .containsEntry("others.total-percent", "1")
        .containsEntry("others.busiest", "jtop")
        .containsEntry("others.busiest-percent", "2");
    assertThat(summary.violations(STRICT)).isEmpty();
  }

  @Test
  void what_must_not_happen_during_a_run_is_told() throws Exception {
    TelemetrySummary summary =
        log(
                "at 100.00 self=1 busy=1000 ours=900 brake.gpu-throttle-alert=0 throttled=3",
                "tegra 100.00 CPU [0%@1728] GR3D_FREQ 0%@[1020]",
                "who 110.00 90 10 apt-get",
                "at 110.00 self=6 busy=2900 ours=1790 brake.gpu-throttle-alert=4 throttled=5",
                "tegra 110.00 CPU [0%@1728] GR3D_FREQ 0%@[624]")
            .summary();

    assertThat(summary.violations(STRICT))
        .containsExactly(
            "the board slowed itself down during the run (gpu-throttle-alert up to 4, slowed down 2"
                + " times); look at its cooling and its power supply",
            "the clock of the GPU fell from 1020 to 624 MHz during the run, locked clocks are"
                + " expected; see whether heat, power or another program lowers it",
            "others used 101 % of a core during the run, the busiest of them apt-get with 90 %,"
                + " nothing else is expected to run; stop it while the board is measured");
    assertThat(summary.violations(Expectation.NOTHING)).isEmpty();
  }

  @Test
  void a_run_that_nobody_watched_is_not_taken_for_a_quiet_one() throws Exception {
    assertThat(log("").summary().violations(STRICT))
        .containsExactly(
            "cannot tell what happened on the board during the run: nothing was watched");
    assertThat(log("tegra 1.0 RAM 1/2MB").summary().violations(STRICT))
        .containsExactly("cannot tell what else ran on the board during the run: /proc was silent");
  }

  @Test
  void torn_and_foreign_lines_are_kept_and_counted() throws Exception {
    Path file = folder.resolve("torn");
    Files.write(
        file,
        ("at 1.00 load=0.5\n\u0000\u00ff\u00fe nonsense\n" + "x".repeat(100_000) + "\nat 2.00 lo")
            .getBytes(StandardCharsets.ISO_8859_1));

    TelemetryLog log = TelemetryLog.read(file);

    assertThat(log.lines()).hasSize(4).allMatch(line -> line.length() <= 8192);
    assertThat(log.summary().facts())
        .containsEntry("telemetry.samples", "1")
        .containsEntry("telemetry.unread-lines", "3");
  }

  @Test
  void a_file_that_cannot_be_a_log_is_refused_before_it_is_read() throws Exception {
    Path file = folder.resolve("huge");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(300L << 20);
    }

    assertThatThrownBy(() -> TelemetryLog.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("is 300 MiB large");
  }

  private TelemetryLog log(String... lines) throws IOException {
    return TelemetryLog.read(Files.writeString(folder.resolve("log"), String.join("\n", lines)));
  }
}
