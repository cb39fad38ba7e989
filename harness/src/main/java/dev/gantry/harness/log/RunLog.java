package dev.gantry.harness.log;

import dev.gantry.dossier.Rack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what one command did: time, thread, place and words, line by line, with the stack
 * traces of what went wrong. It begins in the folder of all logs, and moves to the folder of a run
 * once there is one. A log that cannot be written stops nobody.
 */
public final class RunLog implements AutoCloseable {
  public static final String NAME = "gantry.log";

  /** The file that was full before it. */
  public static final String NAME_BEFORE = NAME + LogFile.BEFORE;

  private static final int MOST_FILES = 20;
  private static final long BOUND = 4L << 20;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final LogFolder folder;
  private final long bound;
  private final Clock clock;
  private final SecretRedaction redaction;
  private @Nullable LogFile file;
  private boolean begun;
  private Consumer<String> watcher = line -> {};
  private Consumer<String> complaint = line -> {};

  public RunLog(Path home, Clock clock, Map<String, String> environment) {
    this(home, clock, environment, MOST_FILES, BOUND);
  }

  RunLog(Path home, Clock clock, Map<String, String> environment, int files, long bound) {
    this.folder = new LogFolder(home.resolve("logs"), files, bound);
    this.bound = bound;
    this.clock = clock;
    this.redaction =
        new SecretRedaction(environment, Path.of(System.getProperty("user.home")).toAbsolutePath());
  }

  /** The importance of a line. */
  public enum Level {
    INFO,
    WARN,
    ERROR
  }

  /** Who sees each line as it is written, and who is told, once, that none can be. */
  public synchronized void show(Consumer<String> lines, Consumer<String> trouble) {
    watcher = lines;
    complaint = trouble;
  }

  /** The first line; before it nothing is written, so that a question for help leaves no file. */
  public synchronized void begin(String command, String words) {
    begun = true;
    try {
      file = folder.create(clock.instant(), command);
    } catch (IOException e) {
      fail(folder.folder(), e);
    }
    write(Level.INFO, "", words);
  }

  /** From now on it lies in this folder, with what was written so far. */
  public synchronized void moveTo(Path out) {
    LogFile before = file;
    if (before == null) {
      return;
    }
    Path to = out.resolve(NAME);
    try {
      LogFile moved = LogFile.goOn(to, bound);
      moved.takeOver(before.file());
      file = moved;
      before.close();
      Files.deleteIfExists(before.file());
    } catch (IOException e) {
      complaint.accept(cannot(to, e) + "; it goes on in " + before.file());
    }
  }

  /** The keys of a rack are named nowhere in here. */
  public void hideKeysOf(Rack rack) {
    redaction.hide(rack);
  }

  /** What people were told; they need not see it twice. */
  public synchronized void told(String line) {
    Consumer<String> watching = watcher;
    watcher = unseen -> {};
    write(Level.INFO, "told", line);
    watcher = watching;
  }

  /** What goes on at a place. */
  public void step(String place, String words) {
    write(Level.INFO, place, words);
  }

  public void write(Level level, String place, String words) {
    write(level, Thread.currentThread().getName(), place, words);
  }

  public void write(Level level, String place, String words, Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    write(level, place, words + "\n" + trace);
  }

  synchronized void write(Level level, String thread, String place, String words) {
    if (!begun) {
      return;
    }
    String line = line(level, thread, place, words);
    watcher.accept(line.stripTrailing());
    LogFile open = file;
    if (open != null) {
      try {
        open.append(line);
      } catch (IOException e) {
        fail(open.file(), e);
      }
    }
  }

  /** Where it lies; nowhere if it could not be written. */
  public synchronized Optional<Path> file() {
    return Optional.ofNullable(file).map(LogFile::file);
  }

  @Override
  public synchronized void close() {
    begun = false;
    LogFile open = file;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        complaint.accept(cannot(open.file(), e));
      }
    }
  }

  private void fail(Path where, IOException cause) {
    file = null;
    complaint.accept(cannot(where, cause) + "; Gantry goes on without it");
  }

  private static String cannot(Path where, IOException cause) {
    return "the log cannot be written to " + where + ": " + cause;
  }

  private String line(Level level, String thread, String place, String words) {
    StringBuilder line = new StringBuilder(TIME.format(clock.instant()));
    line.append(String.format(Locale.ROOT, " %-5s [%s] ", level, thread));
    if (!place.isEmpty()) {
      line.append(place).append(": ");
    }
    line.append(words.stripTrailing());
    // What looks like a line of this log is one: whatever comes from outside is indented.
    String oneEntry = redaction.of(line.toString()).replaceAll("\\R", "\n    ");
    return oneEntry.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?") + "\n";
  }
}
