package dev.gantry.runner.tensorrt;

import dev.gantry.runner.BackendException;
import org.bytedeco.tensorrt.global.nvinfer;

/** A version of TensorRT. */
record TensorrtVersion(int major, int minor, int patch) {
  /** The one whose headers the runner was made with. */
  static final TensorrtVersion MADE_FOR = new TensorrtVersion(10, 15, 1);

  /** That of the library, asked without waking anything of it. */
  static TensorrtVersion loaded() {
    return ofNumber(nvinfer.getInferLibVersion());
  }

  /** As TensorRT 10 packs it: two digits for all but the first. */
  static TensorrtVersion ofNumber(int number) {
    return new TensorrtVersion(number / 10_000, number / 100 % 100, number % 100);
  }

  /** An older one may lack what is called; within one first number newer ones keep what was. */
  void requireFit() throws BackendException {
    if (major != MADE_FOR.major || minor < MADE_FOR.minor) {
      throw Libraries.missing(
          "this machine has TensorRT "
              + this
              + ", the runner is made for "
              + MADE_FOR
              + " and later ones that begin with 10",
          "use backend trtexec there, which takes any, or update TensorRT");
    }
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
