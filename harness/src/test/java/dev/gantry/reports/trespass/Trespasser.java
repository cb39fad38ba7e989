package dev.gantry.reports.trespass;

import dev.gantry.targets.Cargo;

/** Stands where it may not, so that the border test can prove that it would see it. */
public final class Trespasser {
  private Trespasser() {}

  public static String size(Cargo cargo) {
    return cargo.size().toString();
  }
}
