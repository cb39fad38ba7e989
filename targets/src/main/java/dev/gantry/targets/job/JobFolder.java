package dev.gantry.targets.job;

import dev.gantry.dossier.PlainName;
import java.util.regex.Pattern;

/** Names the folder of a job on a board: by errand and name, by which it is found again. */
public record JobFolder(String errand, String name) {
  private static final String JOBS = ".gantry/jobs/";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,150}");

  public JobFolder {
    PlainName.require("errand", errand);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "job '" + name + "' is not a plain name: letters, digits, '.', '_' and '-', at most 151");
    }
  }

  /** The folder's own name. */
  public String folder() {
    return errand + "." + name;
  }

  /** The path of one of its files, from the home. */
  public String file(String file) {
    return JOBS + folder() + "/" + PlainName.require("file", file);
  }
}
