package dev.gantry.settings.shape;

import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.SettingsNode;
import java.util.Optional;

/** A value written as one text. */
interface ScalarValueShape extends ValueShape {
  /** What is wanted, as in "is not a date". */
  String wanted();

  /** The right form as it stands in a file, with quotes where YAML needs them. */
  String example();

  /** Reads a text that is there; or complains. */
  Optional<Object> read(SettingsNode.Scalar scalar, BindingPlace place);

  @Override
  default Optional<Object> bind(SettingsNode node, BindingPlace place) {
    if (node instanceof SettingsNode.Scalar scalar && scalar.sort() != SettingsNode.Sort.NOTHING) {
      return read(scalar, place);
    }
    return mismatch(node, place);
  }

  default Optional<Object> mismatch(SettingsNode node, BindingPlace place) {
    place.mismatch(node, wanted(), example());
    return Optional.empty();
  }
}
