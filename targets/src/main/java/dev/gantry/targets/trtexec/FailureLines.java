package dev.gantry.targets.trtexec;

import dev.gantry.targets.trtexec.TrtexecFailure.Cause;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines by which trtexec, TensorRT and its parser are known to tell why they failed. */
final class FailureLines {
  private static final Map<Cause, Pattern> SIGNS = signs();
  private static final Pattern TACTIC =
      Pattern.compile("(?i)skipping tactic|insufficient to use tactic|insuff?icient memory");
  private static final Pattern NO_TACTIC =
      Pattern.compile("Could not find any implementation for node (.{1,300}?)\\.\\)?$");
  private static final Pattern OPERATOR =
      Pattern.compile(
          "No importer registered for op: ([\\w.:]{1,100}?)\\.?(?:\\s|$)"
              + "|(?:could not|Cannot) find plugin:? ([\\w.:]{1,100})"
              + "|and operator: ?([\\w.:]{1,100})"
              + "|node number \\d{1,9} \\[([\\w.:]{1,100})");
  private static final Pattern NODE =
      Pattern.compile(
          "[Ii]n node \\d{1,9} with name: (.{1,300}?) and operator"
              + "|node number \\d{1,9} \\[\\S{1,100} -> \"([^\"]{1,300})\"");

  private FailureLines() {}

  private static Map<Cause, Pattern> signs() {
    Map<Cause, Pattern> signs = new EnumMap<>(Cause.class);
    signs.put(Cause.UNKNOWN_OPTION, Pattern.compile("Unknown option: "));
    signs.put(
        Cause.NO_GPU,
        Pattern.compile(
            "CUDA initialization failure|no CUDA-capable device|CUDA driver version is insufficient"
                + "|[Cc]annot find any available GPU"));
    signs.put(
        Cause.VERSION_MISMATCH,
        Pattern.compile(
            "not compatible with this version of TensorRT|[Vv]ersion tag does not match"
                + "|VersionRead == \\w*erialization"));
    signs.put(
        Cause.OTHER_GPU,
        Pattern.compile("generated on an incompatible device|expecting compute \\d"));
    signs.put(
        Cause.CORRUPTED_ENGINE,
        Pattern.compile(
            "[Mm]agic ?[Tt]ag|Failed to read header|[Ee]ngine deserialization failed"
                + "|[Ff]ailed to deserialize"));
    signs.put(
        Cause.MISSING_FILE,
        Pattern.compile(
            "(?i)(?:error opening|could not open|cannot open|failed to open|no such file)"));
    signs.put(
        Cause.OPSET_TOO_NEW,
        Pattern.compile("(?i)opset\\b.{0,80}(?:not supported|unsupported|newer|higher|too new)"));
    signs.put(
        Cause.UNSUPPORTED_OPERATOR,
        Pattern.compile(
            "Plugin not found|(?:could not|Cannot) find plugin|UNSUPPORTED_NODE|UNSUPPORTED_GRAPH"
                + "|[Nn]o importer registered for op.{0,200}$(?<!as plugin\\.?)"));
    signs.put(
        Cause.DYNAMIC_SHAPE,
        Pattern.compile("no optimization profile has been defined|missing dimensions in profile"));
    signs.put(
        Cause.OUT_OF_MEMORY,
        Pattern.compile(
            "(?i)out of memory|OutOfMemory|bad_alloc|could not be allocated|allocation failed"));
    return signs;
  }

  /** These make an engine unusable even where trtexec, skipping inference, says PASSED. */
  static Optional<TrtexecFailure> loading(List<String> errors) {
    return among(
        errors, List.of(Cause.VERSION_MISMATCH, Cause.OTHER_GPU, Cause.CORRUPTED_ENGINE), errors);
  }

  /**
   * Causes in the order in which one brings the others with it: an engine of another version also
   * "cannot be deserialized".
   *
   * @param errors that the log marks as such
   */
  static TrtexecFailure of(List<String> errors, List<String> all) {
    Optional<TrtexecFailure> known = among(errors, List.copyOf(SIGNS.keySet()), all);
    return known
        .or(() -> noTactic(errors, all))
        .or(() -> among(all, List.of(Cause.NO_GPU), all))
        .orElseGet(() -> failure(Cause.OTHER, errors.isEmpty() ? "" : errors.get(0), all));
  }

  private static Optional<TrtexecFailure> among(
      List<String> lines, List<Cause> causes, List<String> all) {
    for (Cause cause : causes) {
      Pattern sign = SIGNS.getOrDefault(cause, TACTIC);
      for (String line : lines) {
        if (sign.matcher(line).find()) {
          return Optional.of(failure(cause, line, all));
        }
      }
    }
    return Optional.empty();
  }

  /** No way was found to run a node; for want of memory, if ways were skipped for it. */
  private static Optional<TrtexecFailure> noTactic(List<String> errors, List<String> all) {
    for (String line : errors) {
      Matcher found = NO_TACTIC.matcher(line);
      if (found.find()) {
        boolean memory = all.stream().anyMatch(one -> TACTIC.matcher(one).find());
        return Optional.of(
            new TrtexecFailure(
                memory ? Cause.OUT_OF_MEMORY : Cause.UNSUPPORTED_OPERATOR,
                line,
                Optional.empty(),
                Optional.of(found.group(1))));
      }
    }
    return Optional.empty();
  }

  private static TrtexecFailure failure(Cause cause, String line, List<String> all) {
    boolean told = cause == Cause.UNSUPPORTED_OPERATOR;
    return new TrtexecFailure(
        cause,
        line,
        told ? last(OPERATOR, all) : Optional.empty(),
        told ? last(NODE, all) : Optional.empty());
  }

  /** Parsers stop at the first that they cannot read, so the last one that is named is it. */
  private static Optional<String> last(Pattern pattern, List<String> lines) {
    Optional<String> last = Optional.empty();
    for (String line : lines) {
      Matcher found = pattern.matcher(line);
      while (found.find()) {
        for (int group = 1; group <= found.groupCount(); group++) {
          Optional<String> before = last;
          last = Optional.ofNullable(found.group(group)).or(() -> before);
        }
      }
    }
    return last;
  }
}
