package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.settings.key.DistinctItems;
import dev.gantry.settings.key.MayBeEmpty;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.NameTwins;
import dev.gantry.settings.tree.SettingsNode;
import java.lang.reflect.AnnotatedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of one kind of thing; an empty one mostly says less than no list, and is refused. */
record ListShape(ValueShape item, Optional<String> distinctBy, boolean mayBeEmpty)
    implements ValueShape {
  static ListShape of(AnnotatedType annotated, ValueShape item) {
    DistinctItems distinct = annotated.getAnnotation(DistinctItems.class);
    return new ListShape(
        item,
        Optional.ofNullable(distinct).map(DistinctItems::by),
        annotated.isAnnotationPresent(MayBeEmpty.class));
  }

  @Override
  public Optional<Object> bind(SettingsNode node, BindingPlace place) {
    if (!(node instanceof SettingsNode.Sequence sequence)) {
      place.mismatch(
          node, "a list", item instanceof ScalarValueShape ? "[one, two]" : "'- name: one'");
      return Optional.empty();
    }
    if (sequence.items().isEmpty() && !mayBeEmpty) {
      place.empty(node, "an empty list");
      return Optional.empty();
    }
    distinctBy.ifPresent(key -> refuseRepetition(sequence, key, place));
    List<Object> bound = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      item.bind(sequence.items().get(i), place.item(i)).ifPresent(bound::add);
    }
    boolean whole = bound.size() == sequence.items().size();
    return whole ? Optional.of(List.copyOf(bound)) : Optional.empty();
  }

  // Looked for in what was written, so that a slip elsewhere in an item does not hide it.
  private void refuseRepetition(SettingsNode.Sequence sequence, String key, BindingPlace place) {
    NameTwins repetition = new NameTwins(key, isPlain(key), place);
    for (SettingsNode node : sequence.items()) {
      SettingsNode compared =
          node instanceof SettingsNode.Mapping mapping && mapping.entries().containsKey(key)
              ? mapping.entries().get(key).value()
              : node;
      if (compared instanceof SettingsNode.Scalar scalar) {
        repetition.refuse(scalar);
      }
    }
  }

  private boolean isPlain(String key) {
    ValueShape compared = item instanceof RecordShape record ? record.at(key) : item;
    return compared instanceof TextShape text && text.isPlain();
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = new SchemaPart().ofType("array").put("minItems", mayBeEmpty ? 0 : 1);
    if (distinctBy.isPresent()) {
      schema.put("uniqueItems", true);
    }
    schema.set("items", item.schema());
    return schema;
  }
}
