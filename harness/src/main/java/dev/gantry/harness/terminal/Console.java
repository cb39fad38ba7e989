package dev.gantry.harness.terminal;

import dev.gantry.dossier.Progress;
import dev.gantry.harness.log.RunLog;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Results on one stream, progress and trouble on the other, and what people type. */
public final class Console {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[\\d*m");

  private final PrintStream results;
  private final PrintStream trouble;
  private final InputStream input;
  private final boolean terminal;
  private final boolean colours;
  private volatile Optional<LiveProgress> live = Optional.empty();
  private Optional<RunLog> log = Optional.empty();
  private boolean quiet;
  private boolean plain;
  private volatile boolean verbose;

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

  /**
   * Colours and live lines only where someone watches, and has not said that they would rather not.
   * A pipeline may lend its jobs a terminal, and then keeps what they print.
   */
  public static Console system(Map<String, String> environment) {
    // The starting script knows whether stderr is a terminal; Java 17 cannot tell.
    boolean terminal =
        Boolean.getBoolean("gantry.terminal")
            && !"dumb".equals(environment.getOrDefault("TERM", "dumb"))
            && List.of("", "false").contains(environment.getOrDefault("CI", ""));
    boolean colours = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Console(System.out, System.err, System.in, terminal, colours);
  }

  public void quieten() {
    quiet = true;
  }

  public void withoutColour() {
    plain = true;
  }

  /** The log is shown while it is written. */
  public void showLog() {
    verbose = true;
  }

  /** From now on what is told and done is kept there too. */
  public void keepIn(RunLog kept) {
    log = Optional.of(kept);
    kept.show(this::detail, line -> print(trouble, line));
  }

  public void result(String line) {
    print(results, line);
  }

  public void trouble(String line) {
    print(trouble, line);
    log.ifPresent(kept -> kept.told(COLOUR.matcher(line).replaceAll("")));
  }

  /** Above whatever is live. */
  private void print(PrintStream stream, String line) {
    Optional<LiveProgress> view = live;
    if (view.isPresent()) {
      view.get().above(stream, line);
    } else {
      stream.println(line);
      stream.flush();
    }
  }

  private void detail(String line) {
    if (verbose) {
      print(trouble, line);
    }
  }

  /** Nothing live is left on the terminal; for an end that nobody else tidies up after. */
  public void leave() {
    live.ifPresent(LiveProgress::close);
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

  /**
   * Live lines on a terminal, plain ones elsewhere, nothing when quiet; each step goes into the
   * log, which takes the place of plain lines where it is shown.
   */
  public ProgressView progress() {
    ProgressView shown = shown();
    return log.<ProgressView>map(
            kept -> new ProgressView.Kept(new StepLines(kept::step, System::nanoTime), shown))
        .orElse(shown);
  }

  private ProgressView shown() {
    if (quiet) {
      return new ProgressView.Silent();
    }
    if (!terminal) {
      return verbose ? new ProgressView.Silent() : new PieceLines(line -> print(trouble, line));
    }
    LiveProgress view =
        new LiveProgress(
            trouble, TerminalSize::now, System::nanoTime, () -> live = Optional.empty());
    live = Optional.of(view);
    return view.start();
  }

  /** Shows progress; closed when the work is over. */
  public sealed interface ProgressView extends Consumer<Progress>, AutoCloseable
      permits LiveProgress, PieceLines, ProgressView.Kept, ProgressView.Silent {
    @Override
    void close();

    /** Shown, and kept in the log. */
    record Kept(StepLines lines, ProgressView shown) implements ProgressView {
      @Override
      public void accept(Progress progress) {
        lines.accept(progress);
        shown.accept(progress);
      }

      @Override
      public void close() {
        shown.close();
      }
    }

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
