package dev.gantry.dossier;

/** Trouble with the rig, not with the model; caught once per visit. */
public class RigException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Trouble trouble;

  public RigException(Trouble trouble) {
    super(trouble.toString());
    this.trouble = trouble;
  }

  public RigException(Trouble trouble, Throwable cause) {
    super(trouble.toString(), cause);
    this.trouble = trouble;
  }

  public Trouble trouble() {
    return trouble;
  }
}
