package dev.gantry.targets.trtexec;

import java.util.Optional;

/**
 * Says why trtexec failed.
 *
 * @param line of its log that says so
 * @param operator of ONNX, where one is not supported
 * @param node of the graph, where it was told
 */
public record TrtexecFailure(
    Cause cause, String line, Optional<String> operator, Optional<String> node) {

  public enum Cause {
    UNKNOWN_OPTION("trtexec does not know an option: is it the version that was probed?"),
    NO_GPU("CUDA found no GPU: check the driver, and that this user may use the GPU"),
    VERSION_MISMATCH("the engine was built by another TensorRT: build it on this kind of board"),
    OTHER_GPU("the engine was built for another GPU: build it on this kind of board"),
    CORRUPTED_ENGINE("the engine cannot be read: it is no engine, or its bytes are not whole"),
    MISSING_FILE("a file is missing or cannot be opened"),
    OPSET_TOO_NEW("the opset is above what this parser reads: convert to a lower one"),
    UNSUPPORTED_OPERATOR("this TensorRT does not support an operator: replace it in the graph"),
    DYNAMIC_SHAPE("an input has no fixed shape: export the model with fixed shapes"),
    OUT_OF_MEMORY("memory ran out: free some, lower the workspace, or use a bigger board"),
    OTHER("trtexec failed for a reason that is not known here: see its log"),
    CUT("the log ends in the middle: trtexec was killed, or its log was lost");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** What happened, where, what to do, and the line that says so. */
  public String words() {
    String place =
        operator.map(name -> " (operator " + name + ")").orElse("")
            + node.map(name -> " (node " + name + ")").orElse("");
    return cause.words() + place + (line.isEmpty() ? "" : "; it said: " + line);
  }
}
