package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.settings.key.FileKey;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.OptionalList;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One component of a record, as a key in a file. */
record RecordField(
    RecordComponent component, String key, ValueShape shape, boolean optional, boolean required) {
  static RecordField of(RecordComponent component) {
    AnnotatedType type = component.getAnnotatedType();
    boolean optional = component.getType() == Optional.class;
    ValueShape shape = ValueShape.of(optional ? ValueShape.argument(type, 0) : type);
    FileKey written = component.getAnnotation(FileKey.class);
    return new RecordField(
        component,
        written == null ? kebab(component.getName()) : written.value(),
        shape,
        optional,
        !optional && !component.isAnnotationPresent(OptionalList.class));
  }

  /** What the component holds when the key is not written. */
  Object absent() {
    return optional ? Optional.empty() : component.getType() == Map.class ? Map.of() : List.of();
  }

  Object present(Object value) {
    return optional ? Optional.of(value) : value;
  }

  ObjectNode schema() {
    ObjectNode schema = shape.schema();
    KeyMeaning meaning = component.getAnnotation(KeyMeaning.class);
    if (meaning != null) {
      schema.put("description", meaning.value());
    }
    return schema;
  }

  private static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
