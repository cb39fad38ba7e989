package dev.gantry.harness.kept;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Holds JSON against a schema, as far as the one of a verdict goes: a keyword that is not known
 * here is refused. It notes which properties of the schema were seen, and which kinds of values.
 */
final class SchemaCheck {
  private static final Set<String> WORDS = Set.of("$schema", "$defs", "title", "description");

  private final JsonNode root;

  /** By the place of a property in the schema: the sorts of values that stood there. */
  private final Map<String, Set<String>> seen = new HashMap<>();

  SchemaCheck(JsonNode root) {
    this.root = root;
  }

  /** Everything that does not fit, each with its place. */
  List<String> problems(JsonNode value) {
    List<String> problems = new ArrayList<>();
    check("", "", root, value, problems);
    return problems;
  }

  /** Properties that stood in no value so far, and sorts that are allowed and never were there. */
  Set<String> unseen() {
    Set<String> unseen = new TreeSet<>();
    gather("", root, unseen);
    return unseen;
  }

  private void check(
      String at, String place, JsonNode schema, JsonNode value, List<String> problems) {
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      JsonNode says = keyword.getValue();
      boolean fits =
          switch (keyword.getKey()) {
            case "type" -> sorts(says).stream().anyMatch(sort -> isOf(sort, value));
            case "const" -> says.equals(value);
            case "enum" -> contains(says, value);
            case "pattern" -> !value.isTextual() || matches(says, value);
            case "minimum" -> !value.isNumber() || value.asDouble() >= says.asDouble();
            case "maximum" -> !value.isNumber() || value.asDouble() <= says.asDouble();
            case "required" -> !value.isObject() || hasAll(says, value);
            case "oneOf" -> fitting(says, at, place, value) == 1;
            case "anyOf" -> fitting(says, at, place, value) > 0;
            case "$ref" -> {
              check(at, says.asText(), referred(says), value, problems);
              yield true;
            }
            case "items" -> {
              for (int i = 0; i < value.size() && value.isArray(); i++) {
                check(at + "/" + i, place + "/items", says, value.get(i), problems);
              }
              yield true;
            }
            case "properties" -> {
              for (Map.Entry<String, JsonNode> one : says.properties()) {
                if (value.has(one.getKey())) {
                  String property = place + "/" + one.getKey();
                  JsonNode held = value.get(one.getKey());
                  seen.computeIfAbsent(property, key -> new HashSet<>()).add(sort(held));
                  check(at + "/" + one.getKey(), property, one.getValue(), held, problems);
                }
              }
              yield true;
            }
            case "additionalProperties" -> {
              for (Map.Entry<String, JsonNode> one : value.properties()) {
                if (!schema.path("properties").has(one.getKey())) {
                  String further = at + "/" + one.getKey();
                  if (says.isObject()) {
                    check(further, place + "/*", says, one.getValue(), problems);
                  } else {
                    problems.add(further + " is not in the schema");
                  }
                }
              }
              yield true;
            }
            default -> WORDS.contains(keyword.getKey());
          };
      if (!fits) {
        problems.add(at + ": " + keyword.getKey() + " " + says + " does not allow " + value);
      }
    }
  }

  private long fitting(JsonNode choices, String at, String place, JsonNode value) {
    long fitting = 0;
    for (JsonNode choice : choices) {
      List<String> problems = new ArrayList<>();
      check(at, place, choice, value, problems);
      fitting += problems.isEmpty() ? 1 : 0;
    }
    return fitting;
  }

  private void gather(String place, JsonNode schema, Set<String> unseen) {
    for (Map.Entry<String, JsonNode> one : schema.path("properties").properties()) {
      String property = place + "/" + one.getKey();
      Set<String> stood = seen.getOrDefault(property, Set.of());
      if (stood.isEmpty()) {
        unseen.add(property);
      }
      if (one.getValue().path("type").isArray()) {
        sorts(one.getValue().get("type")).stream()
            .filter(sort -> !stood.contains(sort.equals("integer") ? "number" : sort))
            .forEach(sort -> unseen.add(property + " " + sort));
      }
      gather(property, one.getValue(), unseen);
    }
    if (schema.has("items")) {
      gather(place + "/items", schema.get("items"), unseen);
    }
    for (Map.Entry<String, JsonNode> one : schema.path("$defs").properties()) {
      gather("#/$defs/" + one.getKey(), one.getValue(), unseen);
    }
  }

  private JsonNode referred(JsonNode reference) {
    JsonNode there = root.at(reference.asText().substring(1));
    if (there.isMissingNode()) {
      throw new IllegalStateException("the schema has no " + reference);
    }
    return there;
  }

  private static boolean isOf(String sort, JsonNode value) {
    return sort.equals("integer") ? value.isIntegralNumber() : sort.equals(sort(value));
  }

  private static String sort(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "array";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      case NUMBER -> "number";
      case OBJECT -> "object";
      case STRING -> "string";
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("not read from JSON");
    };
  }

  private static List<String> sorts(JsonNode type) {
    List<String> sorts = new ArrayList<>();
    if (type.isTextual()) {
      sorts.add(type.asText());
    }
    type.forEach(one -> sorts.add(one.asText()));
    return sorts;
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode one : list) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasAll(JsonNode names, JsonNode value) {
    for (JsonNode name : names) {
      if (!value.has(name.asText())) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(JsonNode pattern, JsonNode value) {
    return Pattern.compile(pattern.asText()).matcher(value.asText()).find();
  }
}
