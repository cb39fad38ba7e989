package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.settings.key.ExactlyOneOf;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.MessageExcerpt;
import dev.gantry.settings.tree.NearestWord;
import dev.gantry.settings.tree.SettingsNode;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A mapping with known keys: the components of a record. */
public record RecordShape(Class<?> type, List<RecordField> fields, Constructor<?> constructor)
    implements ValueShape {
  public RecordShape(Class<?> type) {
    this(
        type,
        Arrays.stream(type.getRecordComponents()).map(RecordField::of).toList(),
        RecordConstruction.canonical(type));
  }

  @Override
  public Optional<Object> bind(SettingsNode node, BindingPlace place) {
    if (!(node instanceof SettingsNode.Mapping mapping)) {
      place.mismatch(node, "a mapping", "'" + fields.get(0).key() + ": …'");
      return Optional.empty();
    }
    int before = place.complaints().count();
    Set<String> meant = refuseUnknownKeys(mapping, place);
    if (mapping.entries().isEmpty() && fields.stream().noneMatch(RecordField::required)) {
      place.empty(node, "empty");
    }
    refuseBothOrNeither(mapping, meant, place);
    List<Object> values = new ArrayList<>();
    for (RecordField field : fields) {
      value(field, mapping, meant, place).ifPresent(values::add);
    }
    boolean sound = place.complaints().count() == before && values.size() == fields.size();
    return sound
        ? new RecordConstruction(constructor, values).at(mapping, place)
        : Optional.empty();
  }

  /** What stands under a key of ours. */
  ValueShape at(String key) {
    return only(field -> field.key().equals(key), key).shape();
  }

  /** The key of a component. */
  RecordField field(String component) {
    return only(field -> field.component().getName().equals(component), component);
  }

  private RecordField only(Predicate<RecordField> wanted, String name) {
    return fields.stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(type + " has no " + name));
  }

  private static Optional<Object> value(
      RecordField field, SettingsNode.Mapping mapping, Set<String> meant, BindingPlace place) {
    SettingsNode.Entry entry = mapping.entries().get(field.key());
    if (entry != null) {
      return field
          .shape()
          .bind(entry.value(), place.key(field.key(), !field.required()))
          .map(field::present);
    }
    if (!field.required()) {
      return Optional.of(field.absent());
    }
    if (!meant.contains(field.key())) {
      place.wrong(
          mapping, "the key '" + field.key() + "' is missing in " + place.words(), "Add it");
    }
    return Optional.empty();
  }

  /** Complains, and gives the keys that were meant: they need not be missed as well. */
  private Set<String> refuseUnknownKeys(SettingsNode.Mapping mapping, BindingPlace place) {
    List<String> known = fields.stream().map(RecordField::key).toList();
    if (known.containsAll(mapping.entries().keySet())) {
      return Set.of();
    }
    List<String> unused =
        known.stream().filter(key -> !mapping.entries().containsKey(key)).toList();
    Set<String> meant = new HashSet<>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                new NearestWord(unused).to(key).ifPresent(meant::add);
                String what =
                    "the key " + new MessageExcerpt(key) + " is not known in " + place.words();
                place.complaints().at(entry.line(), what, new NearestWord(known).remedy(key));
              }
            });
    return meant;
  }

  private void refuseBothOrNeither(
      SettingsNode.Mapping mapping, Set<String> meant, BindingPlace place) {
    List<String> choice = choice();
    List<String> written =
        choice.stream()
            .filter(key -> mapping.entries().containsKey(key) || meant.contains(key))
            .toList();
    if (choice.isEmpty() || written.size() == 1) {
      return;
    }
    String found = written.isEmpty() ? "none of " : "more than one of ";
    place.wrong(
        mapping,
        place.words() + " has " + found + String.join(", ", choice),
        "Write exactly one of them");
  }

  private List<String> choice() {
    ExactlyOneOf either = type.getAnnotation(ExactlyOneOf.class);
    return either == null ? List.of() : List.of(either.value());
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = new SchemaPart().ofType("object");
    KeyMeaning meaning = type.getAnnotation(KeyMeaning.class);
    if (meaning != null) {
      schema.put("description", meaning.value());
    }
    ObjectNode properties = schema.putObject("properties");
    fields.forEach(field -> properties.set(field.key(), field.schema()));
    List<String> required =
        fields.stream().filter(RecordField::required).map(RecordField::key).toList();
    if (required.isEmpty()) {
      schema.put("minProperties", 1);
    } else {
      required.forEach(schema.putArray("required")::add);
    }
    schema.put("additionalProperties", false);
    if (!choice().isEmpty()) {
      ArrayNode oneOf = schema.putArray("oneOf");
      choice().forEach(key -> oneOf.add(requiring(key)));
    }
    return schema;
  }

  private static ObjectNode requiring(String key) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("required").add(key);
    return schema;
  }
}
