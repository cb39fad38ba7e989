package dev.gantry.harness.terminal;

import dev.gantry.dossier.Progress;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** Results on one stream, progress and trouble on the other, and what people type. */
public final class Console {
  private final PrintStream results;
  private final PrintStream trouble;
  private final InputStream input;
  private final boolean terminal;
  private final boolean colours;
  private boolean quiet;
  private boolean plain;

  public Console(PrintStream results, PrintStream trouble, boolean terminal, boolean colours) {
    this(results, trouble, InputStream.nullInputStream(), terminal, colours);
  }

  public Console(
      PrintStream results,
      PrintStream trouble,
      InputStream input,
      boolean terminal,
      boolean colours) {
    this.results = results;
    this.trouble = trouble;
    this.input = input;
    this.terminal = terminal;
    this.colours = colours;
  }

  /** Colours and bars only where someone watches, and has not said that they would rather not. */
  public static Console system(Map<String, String> environment) {
    // The starting script knows whether stderr is a terminal; Java 17 cannot tell.
    boolean terminal =
        Boolean.getBoolean("gantry.terminal")
            && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
    boolean colours = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Console(System.out, System.err, System.in, terminal, colours);
  }

  public void quieten() {
    quiet = true;
  }

  public void withoutColour() {
    plain = true;
  }

  public void result(String line) {
    results.println(line);
    results.flush();
  }

  public void trouble(String line) {
    trouble.println(line);
    trouble.flush();
  }

  public void note(String line) {
    if (!quiet) {
      trouble(line);
    }
  }

  /** For a library that writes its own results, such as the help texts. */
  public PrintWriter results() {
    return new PrintWriter(results, true, StandardCharsets.UTF_8);
  }

  public PrintWriter trouble() {
    return new PrintWriter(trouble, true, StandardCharsets.UTF_8);
  }

  /** What people type. */
  public InputStream input() {
    return input;
  }

  public String paint(Colour colour, String text) {
    return colours && !plain ? colour.start() + text + Colour.END : text;
  }

  /** Bars on a terminal, plain lines elsewhere, nothing when quiet. */
  public ProgressView progress() {
    if (quiet) {
      return new ProgressView.Silent();
    }
    return terminal
        ? new ProgressBars(trouble)
        : new ProgressLines(this::trouble, System::nanoTime);
  }

  /** What shows progress; closed when the work is over. */
  public sealed interface ProgressView extends Consumer<Progress>, AutoCloseable
      permits ProgressBars, ProgressLines, ProgressView.Silent {
    @Override
    void close();

    /** For those who asked for quiet. */
    record Silent() implements ProgressView {
      @Override
      public void accept(Progress progress) {}

      @Override
      public void close() {}
    }
  }

  /** The few colours that we use, always beside words that say the same. */
  public enum Colour {
    GREEN("32"),
    RED("31"),
    YELLOW("33"),
    FAINT("2");

    static final String END = "\u001b[0m";
    private final String code;

    Colour(String code) {
      this.code = code;
    }

    String start() {
      return "\u001b[" + code + "m";
    }
  }
}
