package dev.gantry.targets.job;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.RemoteProcess;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.link.command.BoardScript;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads what a job says, line by line over as many links as it takes. A line that a lost link cut
 * short is read again, a whole one never.
 */
public final class JobLog {
  private static final Duration LIMIT = Duration.ofDays(2);
  private static final int LONGEST_LINE = 1 << 16;

  /** The last line of a job that ended by itself; ours, not the command's. */
  private static final Pattern OVER = Pattern.compile("over [0-9]{1,3}");

  private final JobFolder place;
  private final String what;
  private long whole;
  private boolean over;

  /** Called by what the job does, in words for a message. */
  public JobLog(JobFolder place, String what) {
    this.place = place;
    this.what = what;
  }

  /** True once everything that the job will ever say was handed over. */
  public boolean over() {
    return over;
  }

  /** Begins to read on, waiting for more as long as the process lives; without one to the end. */
  public Reading open(SshLink link, OptionalLong process) throws RigException {
    String follow = process.isPresent() ? "--pid=" + process.getAsLong() + " -f " : "";
    String command =
        "cd && exec tail -c +" + (whole + 1) + " " + follow + BoardScript.quote(place.file("log"));
    return new Reading(link.board(), link.start(what, command));
  }

  /** One reading over one link, which anyone may end by closing it. */
  public final class Reading implements AutoCloseable {
    private final String board;
    private final RemoteProcess process;

    private Reading(String board, RemoteProcess process) {
      this.board = board;
      this.process = process;
    }

    public void lines(Consumer<String> lines) throws RigException {
      OptionalInt status = process.read(output -> read(output, lines), LIMIT);
      if (status.isPresent() && status.getAsInt() != 0) {
        throw RackTrouble.at(
            board,
            "the log of job " + place.folder() + " cannot be read: " + process.errors().strip(),
            "the board needs tail (coreutils) that knows --pid");
      }
    }

    @Override
    public void close() {
      process.close();
    }

    private boolean read(InputStream output, Consumer<String> lines) throws IOException {
      InputStream bytes = new BufferedInputStream(output);
      Line line = new Line();
      for (int letter = bytes.read(); letter >= 0; letter = bytes.read()) {
        if (!line.ends(letter)) {
          continue;
        }
        String text = line.take();
        whole += line.forget();
        if (OVER.matcher(text).matches()) {
          over = true;
          return true;
        }
        if (!text.isEmpty()) {
          lines.accept(text);
        }
      }
      return false;
    }
  }

  /** The bytes of one line, of which a bounded part is kept and all are counted. */
  private static final class Line {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long counted;

    boolean ends(int letter) {
      counted++;
      if (letter == '\n') {
        return true;
      }
      if (kept.size() < LONGEST_LINE) {
        kept.write(letter);
      }
      return false;
    }

    String take() {
      return kept.toString(StandardCharsets.UTF_8);
    }

    long forget() {
      long bytes = counted;
      counted = 0;
      kept.reset();
      return bytes;
    }
  }
}
