package dev.gantry.targets.standin;

import java.util.List;
import java.util.Locale;

/** One layer of an engine, as the inspector tells it. */
record Layer(
    String name,
    String kind,
    List<Edge> inputs,
    List<Edge> outputs,
    long weights,
    String weightType,
    List<String> nodes) {

  record Edge(String name, List<Long> shape, String type) {}

  String json(Version version) {
    StringBuilder json = new StringBuilder("{\n  \"Name\": \"" + escaped(name) + "\",\n");
    json.append("  \"LayerType\": \"").append(kind).append("\",\n");
    json.append("  \"Inputs\": ").append(edges(inputs, version)).append(",\n");
    json.append("  \"Outputs\": ").append(edges(outputs, version)).append(",\n");
    json.append("  \"ParameterType\": \"").append(kind.replace("Cask", "")).append("\",\n");
    if (weights > 0) {
      json.append("  \"Weights\": {\"Type\": \"").append(weightType).append("\", \"Count\": ");
      json.append(weights).append("},\n");
    }
    if (kind.equals("Reformat")) {
      json.append("  \"Origin\": \"").append(nodes.isEmpty() ? "REFORMAT" : "QDQ").append("\",\n");
    }
    json.append("  \"TacticName\": \"simulated_").append(weightType.toLowerCase(Locale.ROOT));
    json.append("\",\n  \"TacticValue\": \"0x0000000000000000\"");
    if (version.since(8, 6)) {
      json.append(",\n  \"StreamId\": 0,\n  \"Metadata\": \"");
      json.append(
          String.join(
              "\\u001e",
              nodes.stream().map(node -> "[ONNX Layer: " + escaped(node) + "]").toList()));
      json.append("\"");
    }
    return json.append("\n}").toString();
  }

  private static String edges(List<Edge> edges, Version version) {
    return "["
        + String.join(
            ",\n    ",
            edges.stream()
                .map(
                    edge ->
                        "{\"Name\": \""
                            + escaped(edge.name)
                            + "\", \"Location\": \"Device\", \"Dimensions\": "
                            + edge.shape
                            + ", \"Format/Datatype\": \""
                            + format(edge, version)
                            + "\"}")
                .toList())
        + "]";
  }

  /** 8 writes a sentence, 10 a word. */
  private static String format(Edge edge, Version version) {
    if (version.major() >= 10) {
      return edge.type;
    }
    return switch (edge.type) {
      case "Int8" -> "Thirty-two wide channel vectorized row major Int8 format";
      case "Half" -> "Row major linear FP16 format";
      case "Float" -> "Row major linear FP32";
      default -> "Row major linear " + edge.type;
    };
  }

  static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '"' || each == '\\') {
        safe.append('\\').append(each);
      } else if (each < ' ') {
        safe.append(String.format("\\u%04x", (int) each));
      } else {
        safe.append(each);
      }
    }
    return safe.toString();
  }
}
