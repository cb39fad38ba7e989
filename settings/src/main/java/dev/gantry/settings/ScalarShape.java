package dev.gantry.settings;

import java.util.Optional;

/** A value written as one text. */
interface ScalarShape extends Shape {
  /** What is wanted, as in "is not a date". */
  String wanted();

  /** The right form as it stands in a file, with quotes where YAML needs them. */
  String example();

  /** Reads a text that is there; or complains. */
  Optional<Object> read(Node.Scalar scalar, Place place);

  @Override
  default Optional<Object> bind(Node node, Place place) {
    if (node instanceof Node.Scalar scalar && scalar.sort() != Node.Sort.NOTHING) {
      return read(scalar, place);
    }
    return mismatch(node, place);
  }

  default Optional<Object> mismatch(Node node, Place place) {
    place.mismatch(node, wanted(), example());
    return Optional.empty();
  }
}
