package dev.gantry.json;

import com.fasterxml.jackson.core.JsonLocation;
import dev.gantry.dossier.Problem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Thrown for a text that is not the JSON that was wanted: what is wrong, where, what to do. */
public final class RefusedJsonException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;
  private final String what;

  private RefusedJsonException(Problem problem, String what) {
    super(problem.toString());
    this.problem = problem;
    this.what = what;
  }

  /** Says nothing of a place where none is known. */
  static RefusedJsonException at(
      @Nullable JsonLocation place, String name, String fault, String remedy) {
    if (place == null || place.getLineNr() < 1) {
      return new RefusedJsonException(Problem.in(name, fault, remedy), fault);
    }
    String letter = "letter " + place.getColumnNr();
    return new RefusedJsonException(
        Problem.at(name, place.getLineNr(), fault + " (" + letter + ")", remedy),
        fault + ", at line " + place.getLineNr() + ", " + letter);
  }

  /** For whoever collects all that is wrong with what was given to us. */
  public Problem problem() {
    return problem;
  }

  /** What is wrong and where in the text, for whoever names the text in other words. */
  public String what() {
    return what;
  }
}
