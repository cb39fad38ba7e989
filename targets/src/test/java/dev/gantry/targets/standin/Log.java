package dev.gantry.targets.standin;

import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDateTime;

/** Lines as the real logger writes them: warnings and errors go to the error stream. */
final class Log {
  private final PrintStream out;
  private final PrintStream errors;
  private final Clock clock;

  Log(PrintStream out, PrintStream errors, Clock clock) {
    this.out = out;
    this.errors = errors;
    this.clock = clock;
  }

  void told(String text) {
    out.println(stamp() + "[I] " + text);
  }

  void warned(String text) {
    errors.println(stamp() + "[W] " + text);
  }

  void failed(String text) {
    errors.println(stamp() + "[E] " + text);
  }

  void plain(String text) {
    out.println(text);
    out.flush();
  }

  private String stamp() {
    // By hand: a formatter costs more than all lines together where a JVM has just begun.
    LocalDateTime now = LocalDateTime.now(clock);
    return "["
        + two(now.getMonthValue())
        + "/"
        + two(now.getDayOfMonth())
        + "/"
        + now.getYear()
        + "-"
        + two(now.getHour())
        + ":"
        + two(now.getMinute())
        + ":"
        + two(now.getSecond())
        + "] ";
  }

  private static String two(int number) {
    return (number < 10 ? "0" : "") + number;
  }
}
