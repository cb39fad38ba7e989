package dev.gantry.targets.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.assertj.core.data.MapEntry;
import org.junit.jupiter.api.Test;

class TegrastatsTest {
  private static final String ORIN_NANO =
      "07-29-2026 18:00:27 RAM 2272/7620MB (lfb 4x4MB) SWAP 221/3810MB (cached 0MB) CPU"
          + " [0%@729,12%@729,off,off] GR3D_FREQ 0% cpu@54.937C soc2@53.093C tj@56.656C VDD_IN"
          + " 4673mW/4673mW VDD_CPU_GPU_CV 527mW/527mW VDD_SOC 1339mW/1339mW";
  private static final String AGX_ORIN =
      "RAM 18207/62841MB (lfb 466x4MB) CPU [14%@2188,5%@2112] EMC_FREQ 3%@3199 GR3D_FREQ"
          + " 12%@[1300,1300] NVENC0 off NVDEC off VIC 36%@115 APE 174 cpu@52.968C/52.968C"
          + " cv0@-256C VDD_GPU_SOC 5139mW/5139mW/5139mW VDD_CPU_CV 1607mW/1600mW/1700mW NC 0mW/0mW"
          + " NC 0mW/0mW VIN_SYS_5V0 4707mW/4707mW/4707mW";
  private static final String THOR =
      "11-20-2025 10:00:00 RAM 9000/125753MB (lfb 1x4MB) CPU [1%@972] EMC_FREQ @4266 GR3D_FREQ"
          + " @[1574,1574,1574] cpu@53.7C tj@55.093C VDD_GPU 37939mW/8660mW/37939mW VIN"
          + " 124486mW/36487mW/124486mW";
  private static final String TX2 =
      "RAM 3276/7859MB (lfb 5x4MB) CPU [44%@1421,off,off,17%@1420] EMC_FREQ 1%@1866 GR3D_FREQ"
          + " 0%@114 APE 150 MTS fg 1% bg 1% PLL@42.5C PMIC@100C GPU@39.5C thermal@41.3C"
          + " VDD_SYS_GPU 182/182 VDD_4V0_WIFI 0/0 VDD_IN 5297/5200";

  @Test
  void an_orin_nano_is_read() {
    assertThat(read(ORIN_NANO))
        .contains(
            reading("memory.used-mib", 2272),
            reading("memory.total-mib", 7620),
            reading("swap.used-mib", 221),
            reading("load.cpu1", 12),
            reading("clock.cpu1", 729),
            reading("load.gpu", 0),
            reading("temperature.tj", 56.656),
            reading("power.vdd_in", 4673),
            reading("power.vdd_soc", 1339))
        .doesNotContainKeys("load.cpu2", "clock.cpu2", "clock.gpu0");
  }

  @Test
  void an_agx_orin_is_read_without_its_dead_sensors_and_unconnected_rails() {
    assertThat(read(AGX_ORIN))
        .contains(
            reading("clock.memory-bus", 3199),
            reading("load.memory-bus", 3),
            reading("load.gpu", 12),
            reading("clock.gpu0", 1300),
            reading("clock.gpu1", 1300),
            reading("temperature.cpu", 52.968),
            reading("power.vdd_gpu_soc", 5139),
            reading("power.vdd_cpu_cv", 1607),
            reading("power.vin_sys_5v0", 4707))
        .doesNotContainKeys("power.nc", "temperature.cv0", "power.vdd_in");
  }

  @Test
  void a_load_that_thor_does_not_tell_is_unknown_and_not_nothing() {
    assertThat(read(THOR))
        .contains(
            reading("clock.memory-bus", 4266),
            reading("clock.gpu2", 1574),
            reading("power.vdd_gpu", 37939),
            reading("power.vin", 124486))
        .doesNotContainKeys("load.gpu", "load.memory-bus");
  }

  @Test
  void the_older_format_without_units_is_read() {
    assertThat(read(TX2))
        .contains(
            reading("clock.gpu0", 114),
            reading("load.cpu3", 17),
            reading("power.vdd_sys_gpu", 182),
            reading("power.vdd_4v0_wifi", 0),
            reading("power.vdd_in", 5297),
            reading("temperature.thermal", 41.3))
        .doesNotContainKey("clock.cpu1");
  }

  @Test
  void negative_power_at_idle_is_power() {
    assertThat(read("VDD_GPU -392mW/-392mW/100mW")).containsEntry("power.vdd_gpu", -392.0);
  }

  @Test
  void what_cannot_be_true_is_counted_and_left_out() {
    TelemetrySample sample =
        TelemetryLog.sample("RAM 9999/7620MB CPU [400%@99999] GR3D_FREQ 101%@[1] cpu@999C");

    assertThat(sample.readings()).containsOnlyKeys("clock.gpu0");
    assertThat(sample.absurd()).isEqualTo(5 + 1);
    assertThat(sample.raw()).startsWith("RAM 9999/7620MB");
  }

  @Test
  void a_damaged_line_never_gives_what_cannot_be_true() {
    for (long seed = 1; seed <= 20_000; seed++) {
      damage(seed);
    }
  }

  private static void damage(long seed) {
    Random random = new Random(seed);
    String[] all = {
      ORIN_NANO, AGX_ORIN, THOR, TX2, "at 12.5 self=1 busy=5 ours=3 temp.cpu=54000 cpu.0=1728000"
    };
    StringBuilder line = new StringBuilder(all[random.nextInt(all.length)]);
    for (int change = random.nextInt(8); change >= 0; change--) {
      int at = random.nextInt(line.length());
      switch (random.nextInt(4)) {
        case 0 -> line.deleteCharAt(at);
        case 1 -> line.insert(at, (char) random.nextInt(256));
        case 2 -> line.insert(at, line.substring(random.nextInt(line.length())));
        default -> line.setCharAt(at, "0123456789%@[],/-.mWC off".charAt(random.nextInt(25)));
      }
      if (line.isEmpty()) {
        line.append('x');
      }
    }

    TelemetrySample sample = TelemetryLog.sample(line.toString());

    assertThat(sample.raw()).as("seed %d", seed).isEqualTo(line.toString());
    assertThat(sample.readings())
        .as("seed %d: %s", seed, line)
        .allSatisfy(
            (key, value) -> {
              assertThat(value).isFinite();
              if (key.startsWith("temperature.")) {
                assertThat(value).isBetween(-60.0, 250.0);
              } else if (key.startsWith("load.")) {
                assertThat(value).isBetween(0.0, 100.0);
              } else if (key.startsWith("clock.")) {
                assertThat(value).isBetween(0.0, 20_000.0);
              }
            });
  }

  private static Map<String, Double> read(String line) {
    TelemetrySample bare = TelemetryLog.sample(line);
    TelemetrySample prefixed = TelemetryLog.sample("tegra 81234.56 " + line);
    assertThat(prefixed.readings()).isEqualTo(bare.readings());
    assertThat(prefixed.uptime()).hasValue(81234.56);
    assertThat(bare.absurd()).isZero();
    return bare.readings();
  }

  private static MapEntry<String, Double> reading(String key, double value) {
    return MapEntry.entry(key, value);
  }
}
