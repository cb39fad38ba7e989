package dev.gantry.runner.tensorrt;

import dev.gantry.runner.BackendException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bytedeco.tensorrt.global.nvonnxparser;
import org.bytedeco.tensorrt.nvinfer.ILogger;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvonnxparser.IParser;
import org.bytedeco.tensorrt.nvonnxparser.IParserError;

/** An ONNX graph as TensorRT's network, or all that its parser has against it. */
final class ParsedOnnx {
  private static final int MOST = 5;

  private ParsedOnnx() {}

  static void into(INetworkDefinition network, Path variant, RuntimeLog log)
      throws BackendException {
    IParser parser =
        NativeObjects.required(
            nvonnxparser.createParser(network, log), "parser of ONNX graphs", log);
    if (parser.parseFromFile(variant.toString(), ILogger.Severity.kWARNING.value)) {
      return;
    }
    throw NvidiaLibraries.missing(
        variant.getFileName() + " is not taken: " + complaints(parser, log),
        "write the graph without what is named, or use a newer TensorRT");
  }

  private static String complaints(IParser parser, RuntimeLog log) {
    Set<String> complaints = new LinkedHashSet<>();
    int errors = parser.getNbErrors();
    for (int index = 0; index < Math.min(errors, MOST); index++) {
      IParserError error = parser.getError(index);
      if (NativeObjects.is(error)) {
        complaints.add(words(error.nodeOperator(), error.nodeName(), error.node(), error.desc()));
      }
    }
    if (complaints.isEmpty()) {
      return log.words();
    }
    return String.join(" | ", complaints)
        + (errors > MOST ? " | and " + (errors - MOST) + " more" : "");
  }

  /** Where the graph itself is wrong, no node is to blame, and its number is -1. */
  static String words(String operator, String name, int node, String what) {
    String flat = what.replaceAll("\\s+", " ").strip();
    return node < 0 || operator.isEmpty()
        ? flat
        : operator + (name.isEmpty() ? " (node " + node + ")" : " '" + name + "'") + ": " + flat;
  }
}
