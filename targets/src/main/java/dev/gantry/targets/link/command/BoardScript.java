package dev.gantry.targets.link.command;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A script of ours that a board runs, whatever shell its login has. */
public record BoardScript(String text) {
  /** One that lies beside a class. */
  public static BoardScript beside(Class<?> near, String name) {
    try (InputStream stream = near.getResourceAsStream(name)) {
      if (stream == null) {
        throw new FileNotFoundException(name + " is not on the class path");
      }
      return new BoardScript(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("this installation of Gantry is incomplete", e);
    }
  }

  /** As a command of that name for what follows; what ends it ends no more than that. */
  public BoardScript named(String name) {
    return new BoardScript(name + "() (\n" + text + "\n)");
  }

  public BoardScript then(BoardScript next) {
    return new BoardScript(text + "\n" + next.text);
  }

  /** The command by which bash runs it with these words. */
  public String with(String... words) {
    // A bash that takes the place of the login's would greet once more, after our first word.
    return run("bash --norc -c", words);
  }

  /** The command by which any POSIX shell runs it with these words. */
  public String posix(String... words) {
    return run("sh -c", words);
  }

  private String run(String shell, String... words) {
    return "exec "
        + shell
        + " "
        + quote(text)
        + " gantry "
        + Arrays.stream(words).map(BoardScript::quote).collect(Collectors.joining(" "));
  }

  /** One word for a shell, whatever it holds. */
  public static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
