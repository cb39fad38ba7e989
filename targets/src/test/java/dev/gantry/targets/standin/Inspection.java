package dev.gantry.targets.standin;

import java.util.ArrayList;
import java.util.List;

/** The inspector's JSON, and the profile of the same layers. */
record Inspection(List<Layer> layers, List<Tensor> bindings, boolean detailed, Version version) {
  String json() {
    List<String> told =
        layers.stream()
            .map(
                layer -> detailed ? layer.json(version) : "\"" + Layer.escaped(layer.name()) + "\"")
            .toList();
    return "{\"Layers\": [\n" + String.join(",\n", told) + "\n],\n" + bindingsJson() + "\n}\n";
  }

  private String bindingsJson() {
    if (version.major() < 11) {
      return "\"Bindings\": [\n\""
          + String.join(
              "\"\n,\"", bindings.stream().map(each -> Layer.escaped(each.name())).toList())
          + "\"\n]";
    }
    List<String> told = new ArrayList<>();
    for (Tensor each : bindings) {
      told.add(
          "{\"Name\": \""
              + Layer.escaped(each.name())
              + "\", \"IOMode\": \""
              + (each.input() ? "Input" : "Output")
              + "\", \"DataType\": \""
              + each.word()
              + "\", \"Dimensions\": ["
              + each.dimensions(", ")
              + "], \"Location\": \"Device\"}");
    }
    return "\"I/O Tensors\": [\n" + String.join(",\n", told) + "\n]";
  }

  /** The measured time, shared out by the size of what each layer makes. Names are not escaped. */
  String profile(Times times) {
    double whole = times.measured().stream().mapToDouble(each -> each.toNanos() / 1e6).sum();
    double[] shares = layers.stream().mapToDouble(Inspection::share).toArray();
    double sum = 0;
    for (double share : shares) {
      sum += share;
    }
    int count = times.measured().size();
    StringBuilder json = new StringBuilder("[\n  { \"count\" : " + count + " }\n");
    for (int i = 0; i < shares.length; i++) {
      double time = whole * shares[i] / sum;
      json.append(", { \"name\" : \"").append(layers.get(i).name());
      json.append("\", \"timeMs\" : ").append(Digits.six(time));
      json.append(", \"averageMs\" : ").append(Digits.six(time / count));
      json.append(", \"medianMs\" : ").append(Digits.six(time / count));
      json.append(", \"percentage\" : ").append(Digits.six(100 * shares[i] / sum)).append(" }\n");
    }
    return json.append("]\n").toString();
  }

  private static double share(Layer layer) {
    double made = 1 + layer.weights();
    for (Layer.Edge edge : layer.outputs()) {
      double elements = 1;
      for (long each : edge.shape()) {
        elements *= each;
      }
      made += elements;
    }
    return made;
  }
}
