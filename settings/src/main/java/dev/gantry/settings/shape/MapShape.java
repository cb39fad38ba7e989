package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.NameTwins;
import dev.gantry.settings.tree.SettingsNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A mapping whose keys the person chooses; bound in the order of the file. */
record MapShape(ScalarValueShape key, ValueShape value) implements ValueShape {
  @Override
  public Optional<Object> bind(SettingsNode node, BindingPlace place) {
    if (!(node instanceof SettingsNode.Mapping mapping)) {
      place.mismatch(node, "a mapping", "'{ key: value }'");
      return Optional.empty();
    }
    if (mapping.entries().isEmpty()) {
      place.empty(node, "empty");
      return Optional.empty();
    }
    boolean plain = key instanceof TextShape text && text.isPlain();
    NameTwins repetition = new NameTwins("key", plain, place);
    Map<Object, Object> bound = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (text, entry) -> {
              SettingsNode.Scalar written =
                  new SettingsNode.Scalar(entry.line(), text, SettingsNode.Sort.TEXT);
              repetition.refuse(written);
              Optional<Object> name = key.read(written, place);
              Optional<Object> held =
                  value.bind(entry.value(), place.key(text, mapping.entries().size() > 1));
              if (name.isPresent() && held.isPresent()) {
                bound.put(name.get(), held.get());
              }
            });
    boolean whole = bound.size() == mapping.entries().size();
    return whole ? Optional.of(Collections.unmodifiableMap(bound)) : Optional.empty();
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = new SchemaPart().ofType("object").put("minProperties", 1);
    ObjectNode names = key.schema();
    // Keys are always strings in JSON, and only scalars that may be numbers say their type.
    names.remove("type");
    schema.set("propertyNames", names);
    schema.set("additionalProperties", value.schema());
    return schema;
  }
}
