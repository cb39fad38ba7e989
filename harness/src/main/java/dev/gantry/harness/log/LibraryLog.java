package dev.gantry.harness.log;

import dev.gantry.targets.link.LinkLog;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Takes what libraries and the modules below have to say, by way of the logging of the JDK, into
 * the log of a run. There is one for a process.
 */
public final class LibraryLog extends Handler {
  private final RunLog log;
  private final SimpleFormatter words = new SimpleFormatter();

  private LibraryLog(RunLog log) {
    this.log = log;
  }

  /** From now on; also what ends a thread that nobody waits for. */
  public static void into(RunLog log) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(new LibraryLog(log));
    LinkLog.begin();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) ->
            log.write(
                RunLog.Level.ERROR, "", "the thread " + thread.getName() + " ended by", failure));
  }

  @Override
  public void publish(LogRecord record) {
    String logger = String.valueOf(record.getLoggerName());
    String place = logger.substring(logger.lastIndexOf('.') + 1);
    String said = String.valueOf(words.formatMessage(record));
    Throwable thrown = record.getThrown();
    if (thrown == null) {
      log.write(level(record.getLevel()), place, said);
    } else {
      log.write(level(record.getLevel()), place, said, thrown);
    }
  }

  private static RunLog.Level level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return RunLog.Level.ERROR;
    }
    return level.intValue() >= Level.WARNING.intValue() ? RunLog.Level.WARN : RunLog.Level.INFO;
  }

  @Override
  public void flush() {
    // Each line is written at once.
  }

  @Override
  public void close() {
    // The log is closed by whoever opened it.
  }
}
