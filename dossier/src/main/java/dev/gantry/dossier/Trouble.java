package dev.gantry.dossier;

/** Tells what went wrong around a measurement: whose, where, what happened, what to do. */
public record Trouble(Blame blame, String where, String what, String remedy) {
  @Override
  public String toString() {
    return PrintableText.line(where + ": " + what + " (" + blame + ")" + Sentence.after(remedy));
  }
}
