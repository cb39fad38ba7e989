package dev.gantry.converter;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of nodes that ONNX Runtime makes up while it optimises, numbered by their place. Which node
 * gets which number differs from build to build, and means nothing; without it, boards of one kind
 * would build different bytes of the same engine.
 */
final class SettledNames {
  private static final Pattern MADE_UP = Pattern.compile("(.*)_token_[0-9]+", Pattern.DOTALL);

  /** A graph that is larger is kept as it was saved: it would not fit into memory twice. */
  private static final long LARGEST = 1L << 30;

  private final Set<String> stems = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  private SettledNames() {}

  /** Leaves a file alone in which nothing is made up. */
  static void settle(Path engine) throws IOException {
    if (Files.size(engine) > LARGEST) {
      return;
    }
    OnnxMl.ModelProto.Builder model =
        OnnxMl.ModelProto.parseFrom(Files.readAllBytes(engine)).toBuilder();
    SettledNames names = new SettledNames();
    names.collect(model.getGraph());
    if (!names.stems.isEmpty()) {
      names.settle(model.getGraphBuilder());
      Files.write(engine, model.build().toByteArray());
    }
  }

  private void collect(OnnxMl.GraphProto graph) {
    for (OnnxMl.NodeProto node : graph.getNodeList()) {
      Matcher made = MADE_UP.matcher(node.getName());
      if (made.matches()) {
        stems.add(made.group(1));
      }
      node.getAttributeList().forEach(attribute -> bodies(attribute).forEach(this::collect));
    }
  }

  private static List<OnnxMl.GraphProto> bodies(OnnxMl.AttributeProto attribute) {
    return attribute.hasG() ? List.of(attribute.getG()) : attribute.getGraphsList();
  }

  private void settle(OnnxMl.GraphProto.Builder graph) {
    for (OnnxMl.NodeProto.Builder node : graph.getNodeBuilderList()) {
      Matcher made = MADE_UP.matcher(node.getName());
      // The first of a kind has the bare stem for its name, whichever node that is.
      String stem = made.matches() ? made.group(1) : node.getName();
      if (stems.contains(stem)) {
        node.setName(stem + "_token_" + numbers.merge(stem, 1, Integer::sum));
      }
      for (OnnxMl.AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
        if (attribute.hasG()) {
          settle(attribute.getGBuilder());
        }
        attribute.getGraphsBuilderList().forEach(this::settle);
      }
    }
  }
}
