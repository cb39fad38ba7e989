package dev.gantry.targets.link.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** A word that a command of ours says first: whatever comes before it was printed by the login. */
public record OutputMarker(String word) {
  private static final int LONGEST_GREETING = 1 << 16;

  public static OutputMarker fresh() {
    return new OutputMarker("gantry-" + UUID.randomUUID());
  }

  /** The command, begun with the word; in words that every login shell knows. */
  public String before(String command) {
    return "echo " + word + "\n" + command;
  }

  /** Holds what a login printed; it may have no end of line before the word. */
  public record Greeting(boolean over, List<String> lines) {
    public Greeting {
      lines = List.copyOf(lines);
    }
  }

  /** Reads up to the word and its end of line, or to the end where the word never comes. */
  public Greeting pass(InputStream output) throws IOException {
    byte[] end = (word + "\n").getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    int met = 0;
    while (met < end.length) {
      int letter = output.read();
      if (letter < 0) {
        return greeting(false, kept);
      }
      if (kept.size() < LONGEST_GREETING) {
        kept.write(letter);
      }
      // Its first letter comes up in the word only once.
      met = letter == end[met] ? met + 1 : letter == end[0] ? 1 : 0;
    }
    return greeting(true, kept);
  }

  private Greeting greeting(boolean over, ByteArrayOutputStream kept) {
    String text = kept.toString(StandardCharsets.UTF_8).replace(word + "\n", "");
    return new Greeting(over, text.lines().filter(line -> !line.isBlank()).toList());
  }
}
