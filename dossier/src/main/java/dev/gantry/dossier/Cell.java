package dev.gantry.dossier;

/** Model × precision × board kind: the square of the plan that must be judged. */
public record Cell(String model, Precision precision, String kind) {
  public Cell {
    PlainName.require("model", model);
    PlainName.require("board kind", kind);
  }

  public String id() {
    return model + "/" + precision + "/" + kind;
  }

  @Override
  public String toString() {
    return id();
  }
}
