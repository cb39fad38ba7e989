package dev.gantry.targets.probe;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names what a board says of itself, or is seen to do: one key for each, in every file and list.
 * Families whose members the board names ({@code missing.…}, {@code thermal.…}, {@code power.…})
 * are not in here.
 */
public enum BoardFact {
  TENSORRT("tensorrt", "the version of TensorRT", Use.SELF_TEST, Use.ENGINE),
  CUDA("cuda", "the version of CUDA", Use.SELF_TEST, Use.ENGINE),
  L4T("l4t", "the release of Linux for Tegra", Use.SELF_TEST, Use.ENGINE),
  SOC("soc", "the system on chip", Use.SELF_TEST, Use.ENGINE),
  GPU("gpu", "the GPU, as nvidia-smi names it", Use.SELF_TEST, Use.ENGINE),
  GPU_DRIVER("gpu.driver", "the version of the GPU's driver", Use.SELF_TEST),
  ARCHITECTURE(
      "architecture", "the instruction set, as uname names it", Use.ENGINE, Use.ONNXRUNTIME),
  PROCESSOR("processor", "the processor's name", Use.ONNXRUNTIME),
  PROCESSOR_FLAGS("processor.flags", "a digest of what the processor can do", Use.ONNXRUNTIME),

  JETPACK("jetpack", "the JetPack that the release of Linux for Tegra belongs to"),
  TRTEXEC("trtexec", "where trtexec lies"),
  JAVA("java", "what java says of its version"),
  JAVA_RELEASE("java.release", "the feature release of that Java"),
  MODULE("module", "the board's name in the device tree"),
  COMPATIBLE("compatible", "all names in the device tree"),
  KERNEL("kernel", "the kernel and its version"),
  SYSTEM("system", "the distribution"),
  HOSTNAME("hostname", "the name of the host"),
  CORES("cores", "how many cores are usable"),
  MEMORY("memory.kib", "the memory of the whole board"),
  GPU_LOAD_SOURCE("gpu.load-source", "the file that says how busy the GPU is"),

  UPTIME("uptime.seconds", "how long it has been on"),
  BOOT("boot", "a number that changes with each start of the board"),
  DISK_FREE("disk.free-kib", "the free space at home"),
  HOME_WRITABLE("home.writable", "whether the home can be written"),
  SUDO("sudo", "whether this login may become root"),
  LOGIN_NOISE("login.noise", "what the login prints before anything was asked"),
  CLOCK("clock", "the time of day there"),
  CLOCK_SYNCHRONISED("clock.synchronised", "whether somebody keeps that time right"),

  POWER_MODE("power-mode", "the mode of nvpmodel", Use.STATE),
  POWER_MODE_NUMBER("power-mode.number", "the number of that mode on this module"),
  POWER_MODE_CHOICES("power-mode.choices", "the modes that the module has"),
  CLOCKS("clocks", "whether the clocks are locked or free", Use.STATE),
  CLOCKS_FREE("clocks.free", "which clocks are free"),
  CPU_GOVERNOR("cpu.governor", "who sets the clocks of the cores"),
  CPU_CLOCK_MAX("cpu.clock.max-khz", "how fast the cores may run"),
  GPU_CLOCK_MAX("gpu.clock.max-hz", "how fast the GPU may run"),
  GPU_CLOCK_HIGHEST("gpu.clock.highest-hz", "how fast the GPU could run"),
  FAN_PERCENT("fan.percent", "how fast the fan turns", Use.STATE),
  FAN_CONTROL("fan.control", "the file that sets the fan"),
  TEMPERATURE_MAX("temperature.max-celsius", "the hottest zone's heat", Use.STATE, Use.WATCHED),
  TEMPERATURE_ZONE("temperature.zone", "the hottest zone", Use.WATCHED),
  THROTTLING("throttling", "what slows the board down, or none", Use.STATE, Use.WATCHED),
  THROTTLING_COUNT("throttling.count", "how often it was slowed down since its start"),
  OTHERS_TOTAL("others.total-percent", "what others use, of one core", Use.WATCHED),
  OTHERS_BUSIEST("others.busiest", "who of them uses most", Use.WATCHED),
  OTHERS_BUSIEST_PERCENT("others.busiest-percent", "what that one uses", Use.WATCHED),

  CPU_FASTEST("clock.cpu.highest-megahertz", "the cores' fastest clock in a run", Use.WATCHED),
  GPU_FASTEST("clock.gpu.highest-megahertz", "the GPU's fastest clock in a run", Use.WATCHED),
  CLOCKS_MEASURED("clocks.measured", "yes where clocks are read and not estimated"),
  MEMORY_PEAK("memory.peak-used-mib", "the most memory in use in a run", Use.WATCHED),
  WATCHING_PERCENT("watching.percent", "what the watching itself used, of one core", Use.WATCHED),
  SAMPLES("telemetry.samples", "how often the board was looked at in a run"),
  PROCESSES("processes", "how many processes were timed in a trial");

  /** Says who asks for a fact; the order within a use is that of the facts above. */
  public enum Use {
    /** While all of these stay, TensorRT's self-test need not be repeated. */
    SELF_TEST,
    /** All of these must be the same for an engine of TensorRT to run. */
    ENGINE,
    /** These shape an engine of ONNX Runtime, and belong to its recipe. */
    ONNXRUNTIME,
    /** Of a state before or after a trial, what people are told first. */
    STATE,
    /** Of what was seen over a trial, the same. */
    WATCHED
  }

  private final String key;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
  private final Set<Use> uses;

  BoardFact(String key, String meaning, Use... uses) {
    this.key = key;
    this.meaning = meaning;
    this.uses = Set.of(uses);
  }

  /** As scripts say it and files keep it; it never changes. */
  public String key() {
    return key;
  }

  /** In a few words, without a full stop. */
  public String meaning() {
    return meaning;
  }

  public static List<BoardFact> of(Use use) {
    return Stream.of(values()).filter(fact -> fact.uses.contains(use)).toList();
  }
}
