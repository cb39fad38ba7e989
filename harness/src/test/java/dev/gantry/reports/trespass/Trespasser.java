package dev.gantry.reports.trespass;

import dev.gantry.targets.store.StoredFile;

/** Stands where it may not, so that the border test can prove that it would see it. */
public final class Trespasser {
  private Trespasser() {}

  public static String size(StoredFile storedFile) {
    return storedFile.size().toString();
  }
}
