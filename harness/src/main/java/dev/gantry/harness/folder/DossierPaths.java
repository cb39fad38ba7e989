package dev.gantry.harness.folder;

import dev.gantry.dossier.Cell;
import dev.gantry.dossier.ReleasePlan;

/** Names the files of a dossier; with '/' on every system, so that a dossier can be moved. */
final class DossierPaths {
  private DossierPaths() {}

  static String references(String model) {
    return "golden/" + model + ".references.tensors";
  }

  static String variant(String name) {
    return "variants/" + name + ".json";
  }

  static String engine(Cell cell, ReleasePlan plan) {
    return "engines/" + cell.id() + "/" + plan.kind(cell).backend().engineFile();
  }

  static String recipe(Cell cell) {
    return "engines/" + cell.id() + "/engine.json";
  }

  static String trial(Cell cell, String board) {
    return "trials/" + cell.id() + "/" + board;
  }
}
