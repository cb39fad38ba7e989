package dev.gantry.runner.wire;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import java.util.Optional;

/** One line from the runner to the host. */
public sealed interface RunnerLine {
  String write();

  /** Says how far the runner is. */
  record Step(long done, long total, String what) implements RunnerLine {
    @Override
    public String write() {
      return "step " + done + " " + total + " " + flat(what);
    }
  }

  /** Something observed, for the evidence. */
  record Fact(String key, String value) implements RunnerLine {
    @Override
    public String write() {
      return "fact " + key + " " + flat(value);
    }
  }

  /** A file that the runner wrote. */
  record Wrote(String name, Digest digest, ByteCount size) implements RunnerLine {
    @Override
    public String write() {
      return "file " + name + " " + digest + " " + size.bytes();
    }
  }

  /** Says why the runner gives up. */
  record GaveUp(Blame blame, String what) implements RunnerLine {
    @Override
    public String write() {
      return "trouble " + blame.name() + " " + flat(what);
    }
  }

  /** Nothing new, but the runner still runs. */
  record Alive() implements RunnerLine {
    @Override
    public String write() {
      return "alive";
    }
  }

  /** Everything was done. Nothing else counts as success. */
  record End() implements RunnerLine {
    @Override
    public String write() {
      return "end ok";
    }
  }

  /** Empty for a line that is not ours: a library may print what it likes. */
  static Optional<RunnerLine> read(String line) {
    String[] words = line.split(" ", 4);
    try {
      return switch (words[0]) {
        case "step" ->
            Optional.of(new Step(Long.parseLong(words[1]), Long.parseLong(words[2]), words[3]));
        case "fact" -> Optional.of(new Fact(words[1], line.split(" ", 3)[2]));
        case "file" ->
            Optional.of(
                new Wrote(
                    words[1], Digest.parse(words[2]), new ByteCount(Long.parseLong(words[3]))));
        case "trouble" -> Optional.of(new GaveUp(Blame.valueOf(words[1]), line.split(" ", 3)[2]));
        case "alive" -> Optional.of(new Alive());
        case "end" -> line.equals("end ok") ? Optional.of(new End()) : Optional.empty();
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static String flat(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.isEmpty() ? "-" : line.length() > 2000 ? line.substring(0, 2000) + "…" : line;
  }
}
