package dev.gantry.targets.trtexec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The raw file for each input, in the order of the inputs. */
record InputFiles(Map<String, String> files) {
  public InputFiles {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /** Empty where the network has no inputs. */
  List<String> words() {
    return files.isEmpty()
        ? List.of()
        : List.of(
            "--loadInputs="
                + files.entrySet().stream()
                    .map(file -> file.getKey() + ":" + file.getValue())
                    .collect(Collectors.joining(",")));
  }

  /**
   * trtexec splits at every comma, takes single quotes away, and splits a name from its file at the
   * last colon; so a colon in a name does no harm.
   */
  List<String> objections() {
    List<String> objections = new ArrayList<>();
    files.forEach(
        (name, file) -> {
          if (name.isEmpty() || has(name, ",'\n\r\0")) {
            objections.add(
                "the input '"
                    + name
                    + "' cannot be named to trtexec, which splits its list of inputs at commas and"
                    + " quotes: rename it in the graph");
          }
          if (file.isEmpty() || has(file, ",':\n\r\0")) {
            objections.add(
                "the file '"
                    + file
                    + "' of the input '"
                    + name
                    + "' cannot be named to trtexec, which splits its list of inputs at commas,"
                    + " quotes and colons: give it a plain name");
          }
        });
    return List.copyOf(objections);
  }

  private static boolean has(String text, String letters) {
    return text.chars().anyMatch(letter -> letters.indexOf(letter) >= 0);
  }
}
