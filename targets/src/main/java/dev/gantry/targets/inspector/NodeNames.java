package dev.gantry.targets.inspector;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the nodes of the graph that a layer covers, by what it was called after. */
final class NodeNames {
  /** A name may hold brackets itself; what follows one that ends is told. */
  private static final Pattern METADATA =
      Pattern.compile("\\[ONNX Layer: (.{1,4000}?)\\](?=[\\x1e\\x1f]|\\[ONNX Layer: |\\s*$)");

  private static final Pattern SEPARATOR = Pattern.compile(" \\+ | \\|\\| |, ");
  private static final Pattern FOREIGN = Pattern.compile("\\{ForeignNode\\[(.{0,4000})\\]\\}");
  private static final Pattern WRAPPER = Pattern.compile("^(?:PWN|2-LAYER MLP:?)\\s*\\((.*)\\)$");
  private static final Pattern ADDED =
      Pattern.compile(
          "^(?:Reformatting CopyNode |\\(Unnamed Layer\\*|copied_|__my[el]|_?gemm_mha)"
              + "|^.{0,400} copy$|_myl\\d");

  private NodeNames() {}

  static List<String> inMetadata(String metadata) {
    Set<String> nodes = new LinkedHashSet<>();
    for (String part : metadata.split("[\\x1e\\x1f]", -1)) {
      Matcher found = METADATA.matcher(part);
      while (found.find()) {
        nodes.add(found.group(1));
      }
    }
    return List.copyOf(nodes);
  }

  /**
   * Before 8.6 there is nothing but the name of a layer. Of a foreign node it tells the first and
   * the last node only; those between are not known.
   */
  static List<String> inName(String name) {
    if (ADDED.matcher(name).find()) {
      return List.of();
    }
    Matcher foreign = FOREIGN.matcher(name);
    if (foreign.find()) {
      return ends(foreign.group(1));
    }
    Set<String> nodes = new LinkedHashSet<>();
    for (String part : SEPARATOR.split(unwrapped(name), -1)) {
      String node = unwrapped(part.strip());
      if (!node.isEmpty() && !ADDED.matcher(node).find()) {
        nodes.add(node);
      }
    }
    return List.copyOf(nodes);
  }

  private static List<String> ends(String span) {
    List<String> ends = new ArrayList<>();
    for (String end : span.split("\\.\\.\\.", 2)) {
      ends.addAll(inName(end));
    }
    return List.copyOf(ends);
  }

  /** Fusions of fusions are wrapped more than once, and may be cut by a separator in between. */
  private static String unwrapped(String name) {
    String rest = name;
    for (Matcher wrapper = WRAPPER.matcher(rest); wrapper.matches(); ) {
      rest = wrapper.group(1);
      wrapper = WRAPPER.matcher(rest);
    }
    if (rest.startsWith("PWN(")) {
      rest = rest.substring(4);
    }
    long open = rest.chars().filter(letter -> letter == '(').count();
    long closed = rest.chars().filter(letter -> letter == ')').count();
    return closed > open && rest.endsWith(")") ? rest.substring(0, rest.length() - 1) : rest;
  }
}
