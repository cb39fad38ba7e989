package dev.gantry.targets.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds how a job stands, as its board tells it. */
public record JobState(Map<String, String> said, String errors) {
  private static final Pattern STATUS = Pattern.compile("([0-9]{1,3}) *;");

  public JobState {
    said = Map.copyOf(said);
  }

  static JobState read(List<String> lines) {
    Map<String, String> said = new TreeMap<>();
    List<String> errors = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ", 2);
      String value = words.length < 2 ? "" : words[1].strip();
      if (words[0].equals("error")) {
        errors.add(value);
      } else {
        said.put(words[0], value);
      }
    }
    return new JobState(said, String.join("\n", errors));
  }

  /** True where the folder holds a job of this order, and not another one of the same name. */
  public boolean isOf(JobOrder order) {
    return value("command").startsWith(order.fingerprint().hex());
  }

  /** True where it was not there, and is now laid out to be begun. */
  public boolean laid() {
    return said.containsKey("laid");
  }

  public boolean begun() {
    return !value("boot").isEmpty();
  }

  /** True where the board was started anew since the job began. */
  public boolean beforeReboot() {
    return begun() && !value("boot").equals(bootNow());
  }

  String bootNow() {
    return value("boot-now");
  }

  /** Its process, where it still runs. */
  public OptionalLong running() {
    String pid = value("running");
    return pid.matches("[0-9]{1,10}") && status().isEmpty() && !beforeReboot()
        ? OptionalLong.of(Long.parseLong(pid))
        : OptionalLong.empty();
  }

  /** How it ended; empty where it did not, and where what is said of it is not one whole line. */
  public OptionalInt status() {
    Matcher status = STATUS.matcher(value("status"));
    return status.matches()
        ? OptionalInt.of(Integer.parseInt(status.group(1)))
        : OptionalInt.empty();
  }

  /** The digest and the size of what watched it, once it has ended; empty where nothing did. */
  public Optional<String> telemetry() {
    return Optional.ofNullable(said.get("telemetry"));
  }

  /** The time since its beginning: by the board's uptime, which no clock that jumps can change. */
  public Duration age() {
    int counted = beforeReboot() ? 0 : 1;
    double scale = beforeReboot() ? 1 : 1000;
    double age = (number("now", counted) - number("started", counted)) * scale;
    return Duration.ofMillis(Math.max(0, Math.round(age)));
  }

  private double number(String key, int index) {
    String[] words = value(key).split(" ", -1);
    return words.length == 2 && words[index].matches("[0-9]{1,15}(\\.[0-9]{1,3})?")
        ? Double.parseDouble(words[index])
        : 0;
  }

  private String value(String key) {
    return Optional.ofNullable(said.get(key)).orElse("");
  }
}
