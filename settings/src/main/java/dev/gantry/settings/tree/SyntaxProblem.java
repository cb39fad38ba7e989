package dev.gantry.settings.tree;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gantry.dossier.Problem;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in plain words what a YAML parser says in its own. */
record SyntaxProblem(String file, IOException cause) {
  private static final Pattern BAD_START =
      Pattern.compile(
          "found character '(.|\\t\\(TAB\\))'.* that cannot start any token.*", Pattern.DOTALL);

  Problem inPlainWords() {
    if (cause.getCause() instanceof MarkedYAMLException marked) {
      return inPlainWords(
          String.valueOf(marked.getContext()),
          String.valueOf(marked.getProblem()),
          line(marked.getContextMark(), line(marked.getProblemMark(), 1)),
          line(marked.getProblemMark(), 1));
    }
    boolean key = String.valueOf(cause.getMessage()).startsWith("Expected a field name");
    return key
        ? at(lineOfCause(), "a key here is not a text", "Use a plain word before the ':'")
        : at(lineOfCause(), "this cannot be read as YAML", "Check indentation and quotes");
  }

  private Problem inPlainWords(String context, String problem, int opened, int line) {
    if (context.contains("quoted scalar")) {
      return problem.contains("escape") || problem.contains("hexadecimal")
          ? at(line, "a backslash in double quotes has no meaning here", "Use single quotes")
          : at(opened, "a quote that opens on this line is not closed", "Close it");
    }
    if (context.contains("flow")) {
      return at(
          line,
          "a bracket that opens on line " + opened + " is not closed, or a comma is missing",
          "Close it, and separate its parts with commas");
    }
    if (context.contains("alias") || context.contains("anchor")) {
      return at(opened, "a text that starts with '*' or '&' is not in quotes", "Put it in quotes");
    }
    if (problem.contains("expected ':'")) {
      return at(opened, "a key on this line has no ':' after it", "Write it like 'key: value'");
    }
    if (problem.contains("but found '}'") || problem.contains("but found ']'")) {
      return at(line, "a bracket closes here that was not opened", "Remove it");
    }
    if (problem.contains("<block end>")) {
      return at(
          line,
          "the indentation of this line does not fit what began on line " + opened,
          "Indent the keys of one mapping alike");
    }
    return outsideOfEverything(problem, line);
  }

  private Problem outsideOfEverything(String problem, int line) {
    Matcher start = BAD_START.matcher(problem);
    String first = start.matches() ? start.group(1) : problem.contains("chomping") ? ">" : "";
    if (first.equals(">") || first.equals("|")) {
      return at(
          line, "a limit that starts with '>' is not in quotes", "Write it like \">= 20 dB\"");
    }
    if (first.startsWith("\\t")) {
      return at(line, "a tab stands outside of quotes on this line", "Use spaces");
    }
    if (!first.isEmpty()) {
      return at(line, "a value here starts with '" + first + "'", "Put it in quotes");
    }
    if (problem.contains("not allowed here")) {
      return at(
          line,
          "a key or a '-' stands where none can begin",
          "Check the indentation, and put a text that holds ': ' in quotes");
    }
    return at(line, "this cannot be read as YAML", "Check indentation, quotes and brackets");
  }

  private Problem at(int line, String what, String remedy) {
    return Problem.at(file, line, what, remedy);
  }

  private int lineOfCause() {
    boolean known = cause instanceof JsonProcessingException e && e.getLocation() != null;
    return known ? Math.max(1, ((JsonProcessingException) cause).getLocation().getLineNr()) : 1;
  }

  private static int line(@Nullable Mark mark, int otherwise) {
    return mark == null ? otherwise : mark.getLine() + 1;
  }
}
