package dev.gantry.golden;

import dev.gantry.dossier.Problem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file of a set that does not hold what the set needs; says which, and what is wrong. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Path file;
  private final String what;
  private final String remedy;

  public DamagedFileException(Path file, String what) {
    this(file, what, "fetch the set again, or mend the file and the set");
  }

  public DamagedFileException(Path file, String what, String remedy) {
    super(file + " " + what);
    this.file = file;
    this.what = what;
    this.remedy = remedy;
  }

  /** The same told of a file that could not be read. */
  public static DamagedFileException of(Path file, IOException cause) {
    if (cause instanceof DamagedFileException damaged) {
      return damaged;
    }
    boolean missing =
        cause instanceof NoSuchFileException || cause instanceof FileNotFoundException;
    DamagedFileException damaged =
        new DamagedFileException(
            file, missing ? "is missing" : String.valueOf(cause.getMessage()).strip());
    damaged.initCause(cause);
    return damaged;
  }

  public Problem problem() {
    return Problem.in(file.toString(), what, remedy);
  }
}
