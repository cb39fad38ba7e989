package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks which names of tensors can be passed to ONNX Runtime. Its Java binding writes them in a
 * form of UTF-8 of its own, in which characters beyond the basic plane, such as emoji, and the null
 * character become others, so that it knows no such tensor. Names within a graph it reads itself.
 */
public final class RuntimeNames {
  private RuntimeNames() {}

  public static boolean canBeSaid(String name) {
    return name.chars().noneMatch(letter -> letter == 0 || Character.isSurrogate((char) letter));
  }

  /** What keeps a model from being fed and asked, in words; empty for nearly every model. */
  public static List<String> objections(OnnxMl.ModelProto model) {
    List<String> objections = new ArrayList<>();
    model.getGraph().getInputList().forEach(value -> object("input", value, objections));
    model.getGraph().getOutputList().forEach(value -> object("output", value, objections));
    return objections;
  }

  private static void object(String what, OnnxMl.ValueInfoProto value, List<String> objections) {
    if (!canBeSaid(value.getName())) {
      objections.add(
          what
              + " '"
              + value.getName()
              + "' has a character in its name that ONNX Runtime cannot be told from Java, such as"
              + " an emoji");
    }
  }
}
