package dev.gantry.converter.canonical;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.model.NestedGraphs;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells names that a model was given from those that ONNX Runtime made up while it optimised: made
 * up ones hold a running number, and the model that it was given does not hold them.
 */
final class GivenNames {
  private static final Pattern NUMBER = Pattern.compile("_token_[0-9]+");

  private final Set<String> given;

  private GivenNames(Set<String> given) {
    this.given = given;
  }

  static GivenNames of(OnnxMl.GraphProto model) {
    Set<String> given = new HashSet<>();
    NestedGraphs.names(model).forEach(given::add);
    NestedGraphs.nodes(model)
        .forEach(
            node -> {
              given.add(node.getName());
              given.add(node.getDocString());
            });
    return new GivenNames(given);
  }

  /** Inputs and outputs of an engine are asked for by name, whatever that looks like. */
  GivenNames withEnds(OnnxMl.GraphProto engine) {
    Set<String> all = new HashSet<>(given);
    engine.getInputList().forEach(input -> all.add(input.getName()));
    engine.getOutputList().forEach(output -> all.add(output.getName()));
    return new GivenNames(all);
  }

  boolean given(String name) {
    return given.contains(name);
  }

  boolean madeUp(String name) {
    return NUMBER.matcher(name).find() && !given(name);
  }

  /** What is left of a made-up name without its numbers. */
  static String stem(String name) {
    return NUMBER.matcher(name).replaceAll("");
  }

  /** The made-up name with one number in the place of its last, and none elsewhere. */
  static String numbered(String name, int number) {
    Matcher numbers = NUMBER.matcher(name);
    int start = name.length();
    int end = name.length();
    while (numbers.find()) {
      start = numbers.start();
      end = numbers.end();
    }
    return stem(name.substring(0, start)) + "_token_" + number + name.substring(end);
  }
}
