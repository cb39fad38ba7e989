package dev.gantry.runner.tensorrt;

import dev.gantry.runner.BackendException;
import org.bytedeco.tensorrt.global.nvinfer;

/** A version of TensorRT; tells whether the runner, which is made for one, can use it. */
record TensorrtLibraryVersion(int major, int minor, int patch) {
  /** The version with which a self-test passed on this machine, where one did. */
  static final String PROVEN = "gantry.tensorrt.self-tested";

  /** The one whose headers the runner was made with. */
  static final TensorrtLibraryVersion MADE_FOR = new TensorrtLibraryVersion(10, 15, 1);

  /** That of the library, asked without waking anything of it. */
  static TensorrtLibraryVersion loaded() {
    return ofNumber(nvinfer.getInferLibVersion());
  }

  /** As TensorRT 10 packs it: two digits for all but the first. */
  static TensorrtLibraryVersion ofNumber(int number) {
    return new TensorrtLibraryVersion(number / 10_000, number / 100 % 100, number % 100);
  }

  /** Another first number is another interface: there even a self-test would prove nothing. */
  void requireKin() throws BackendException {
    if (major != MADE_FOR.major) {
      throw unfit("and later ones that begin with 10");
    }
  }

  /**
   * An older one may lack what is called, unless it was seen to work; within one first number newer
   * ones keep what was.
   *
   * @param proven the version with which a self-test passed on this machine, as text
   */
  void requireFit(String proven) throws BackendException {
    requireKin();
    if (minor < MADE_FOR.minor && !toString().equals(proven)) {
      throw unfit("and later ones, and no self-test has passed here with this one");
    }
  }

  private BackendException unfit(String others) {
    return NvidiaLibraries.missing(
        "this machine has TensorRT " + this + ", the runner is made for " + MADE_FOR + " " + others,
        "use backend trtexec there, which takes any, or update TensorRT");
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
