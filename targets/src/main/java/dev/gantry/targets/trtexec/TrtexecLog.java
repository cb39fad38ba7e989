package dev.gantry.targets.trtexec;

import dev.gantry.dossier.ByteCount;
import dev.gantry.targets.trtexec.TrtexecFailure.Cause;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds what a log of trtexec tells. {@link #passed} is necessary, never enough: the exit status
 * and the files that were asked for must agree.
 *
 * @param version by its banner
 * @param passed it ends with PASSED, and nothing in it says that an engine could not be loaded
 * @param failure why it did not pass
 * @param warnings that a person should know of
 * @param built how long building the engine took
 * @param loaded how long loading it took
 * @param peakGpu the most that TensorRT had of the GPU's memory while it built
 * @param heldGpu the most that it had while it ran
 */
public record TrtexecLog(
    Optional<TrtexecVersion> version,
    boolean passed,
    Optional<TrtexecFailure> failure,
    List<String> warnings,
    Optional<Duration> built,
    Optional<Duration> loaded,
    Optional<ByteCount> peakGpu,
    Optional<ByteCount> heldGpu) {
  private static final int LONGEST = 400;
  private static final String STAMP = "^(?:\\[[\\d/]{6,10}-[\\d:]{6,10}\\] )?";
  private static final Pattern END = Pattern.compile("^&&&& (PASSED|FAILED) TensorRT\\.trtexec\\b");
  private static final Pattern BANNER = Pattern.compile("^&&&& [A-Z]+ TensorRT\\.trtexec\\b");
  private static final Pattern ERROR = Pattern.compile(STAMP + "\\[E\\] ?|^.{0,200}Assertion `");
  private static final Pattern BUILT =
      Pattern.compile("Engine built in (\\d{1,9}(?:\\.\\d{1,9})?(?:e[+-]?\\d{1,2})?) sec");
  private static final Pattern LOADED =
      Pattern.compile(
          "Engine (?:deserialized|loaded) in (\\d{1,9}(?:\\.\\d{1,9})?(?:e[+-]?\\d{1,2})?) sec");
  private static final Pattern PEAK =
      Pattern.compile("Peak memory usage of TRT CPU/GPU.{1,40}GPU:? (\\d{1,9}) MiB");
  private static final Pattern HELD =
      Pattern.compile(
          "TensorRT-managed allocation in (?:engine des|IExecutionContext cr).{1,80}"
              + "now: CPU \\d{1,9}, GPU (\\d{1,9}) ");

  public TrtexecLog {
    warnings = List.copyOf(warnings);
  }

  /** A last line that is not ended is not counted: it may have been cut. */
  public static TrtexecLog read(String text) {
    int end = text.lastIndexOf('\n');
    List<String> lines = text.substring(0, end + 1).lines().map(TrtexecLog::shortened).toList();
    List<String> errors = lines.stream().filter(line -> ERROR.matcher(line).find()).toList();
    Optional<TrtexecFailure> failure = failure(lines, errors);
    return new TrtexecLog(
        lines.stream()
            .filter(line -> BANNER.matcher(line).find())
            .flatMap(line -> TrtexecVersion.banner(line).stream())
            .findFirst(),
        failure.isEmpty(),
        failure,
        WarningLines.of(lines),
        seconds(BUILT, lines),
        seconds(LOADED, lines),
        most(PEAK, lines),
        most(HELD, lines));
  }

  private static Optional<TrtexecFailure> failure(List<String> lines, List<String> errors) {
    String end = "";
    for (String line : lines) {
      Matcher found = END.matcher(line);
      end = found.find() ? found.group(1) : end;
    }
    if (end.equals("PASSED")) {
      return FailureLines.loading(errors);
    }
    TrtexecFailure failure = FailureLines.of(errors, lines);
    boolean cut = end.isEmpty() && failure.cause() == Cause.OTHER;
    return Optional.of(cut ? cut(lines) : failure);
  }

  private static TrtexecFailure cut(List<String> lines) {
    return new TrtexecFailure(
        Cause.CUT,
        lines.isEmpty() ? "" : lines.get(lines.size() - 1),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Duration> seconds(Pattern pattern, List<String> lines) {
    for (String line : lines) {
      Matcher found = pattern.matcher(line);
      if (found.find()) {
        BigDecimal seconds = new BigDecimal(found.group(1));
        return seconds.precision() - seconds.scale() > 9
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(seconds.movePointRight(9).longValue()));
      }
    }
    return Optional.empty();
  }

  private static Optional<ByteCount> most(Pattern pattern, List<String> lines) {
    List<ByteCount> found = new ArrayList<>();
    for (String line : lines) {
      Matcher one = pattern.matcher(line);
      if (one.find()) {
        found.add(new ByteCount(Long.parseLong(one.group(1)) << 20));
      }
    }
    return found.stream().max(ByteCount::compareTo);
  }

  /** Lines may hold whole command lines and shapes; what decides stands at their beginning. */
  private static String shortened(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
