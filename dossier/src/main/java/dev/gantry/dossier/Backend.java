package dev.gantry.dossier;

/** What turns a variant into an engine on a board, and runs it there. */
public enum Backend {
  ONNXRUNTIME("onnxruntime"),
  TRTEXEC("trtexec"),
  TENSORRT("tensorrt");

  private final String label;

  Backend(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
