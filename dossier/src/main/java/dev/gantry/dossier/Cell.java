package dev.gantry.dossier;

/** Model × precision × board kind: what the plan lists and the judge rules on. */
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
