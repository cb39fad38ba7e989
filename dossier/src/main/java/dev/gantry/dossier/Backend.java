package dev.gantry.dossier;

/** The program that turns a variant into an engine on a board, and runs it there. */
public enum Backend {
  ONNXRUNTIME("onnxruntime"),
  TRTEXEC("trtexec"),
  TENSORRT("tensorrt");

  private final String label;

  Backend(String label) {
    this.label = label;
  }

  /** How the file of an engine is called: people and tools know by the name what it is. */
  public String engineFile() {
    return this == ONNXRUNTIME ? "engine.onnx" : "engine.plan";
  }

  @Override
  public String toString() {
    return label;
  }
}
