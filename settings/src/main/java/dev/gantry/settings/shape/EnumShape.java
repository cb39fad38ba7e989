package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.NearestWord;
import dev.gantry.settings.tree.SettingsNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One of a few words: the labels of an enum. */
record EnumShape(Class<?> type) implements ScalarValueShape {
  @Override
  public String wanted() {
    return "one of " + String.join(", ", labels());
  }

  @Override
  public String example() {
    return labels().get(0);
  }

  @Override
  public Optional<Object> read(SettingsNode.Scalar scalar, BindingPlace place) {
    int index = labels().indexOf(scalar.text());
    if (index >= 0) {
      return Optional.of(type.getEnumConstants()[index]);
    }
    Optional<String> near = new NearestWord(labels()).to(scalar.text());
    String remedy =
        near.map(word -> "Did you mean '" + word + "'?").orElse("Write one of these words");
    place.wrong(scalar, place.in(scalar) + " is not " + wanted(), remedy);
    return Optional.empty();
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ArrayNode values = schema.putArray("enum");
    labels().forEach(values::add);
    return schema;
  }

  private List<String> labels() {
    return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
  }
}
