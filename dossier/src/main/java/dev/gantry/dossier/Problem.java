package dev.gantry.dossier;

import java.util.OptionalInt;

/** Something wrong in what was given to us: where, what, and what to do. */
public record Problem(String file, OptionalInt line, String what, String remedy) {
  public static Problem in(String file, String what, String remedy) {
    return new Problem(file, OptionalInt.empty(), what, remedy);
  }

  public static Problem at(String file, int line, String what, String remedy) {
    return new Problem(file, OptionalInt.of(line), what, remedy);
  }

  @Override
  public String toString() {
    String place = line.isPresent() ? file + ":" + line.getAsInt() : file;
    return PrintableText.line(place + ": " + what + Sentence.after(remedy));
  }
}
