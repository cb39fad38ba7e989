package dev.gantry.settings;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where in a file binding stands, and whom it tells what is wrong there. Only put into words when
 * there is something to tell: of most places there is not.
 */
record Place(
    Optional<Place> above,
    String key,
    OptionalInt index,
    boolean removable,
    Complaints complaints) {
  static Place top(Complaints complaints) {
    return new Place(Optional.empty(), "", OptionalInt.empty(), false, complaints);
  }

  Place key(String key, boolean removable) {
    return new Place(Optional.of(this), key, OptionalInt.empty(), removable, complaints);
  }

  Place item(int index) {
    return new Place(Optional.of(this), "", OptionalInt.of(index), false, complaints);
  }

  /** The path, or what the top of a file is called. */
  String words() {
    return above.isEmpty() ? "the file" : path();
  }

  private String path() {
    String before = above.map(Place::path).orElse("");
    if (index.isPresent()) {
      return before + "[" + index.getAsInt() + "]";
    }
    String shown = new Excerpt(key).bare();
    return before.isEmpty() ? shown : before + "." + shown;
  }

  void wrong(Node node, String what, String remedy) {
    complaints.at(node.line(), what, remedy);
  }

  /** Complains about a list or mapping that holds nothing. */
  void empty(Node node, String kind) {
    wrong(node, words() + " is " + kind, "Fill it" + orRemoveIt());
  }

  private String orRemoveIt() {
    return removable ? ", or remove the key" : "";
  }

  /** Complains that something else stands where a certain form is wanted. */
  void mismatch(Node node, String wanted, String example) {
    String remedy = "Write it like " + example;
    if (node instanceof Node.Scalar scalar && scalar.sort() == Node.Sort.NOTHING) {
      wrong(node, words() + " has no value", "Give it " + wanted + orRemoveIt());
    } else if (node instanceof Node.Scalar scalar) {
      wrong(node, in(scalar) + " is not " + wanted, remedy);
    } else if (node instanceof Node.Sequence) {
      wrong(node, words() + " is a list; here " + wanted + " is wanted", remedy);
    } else if (node instanceof Node.Mapping) {
      wrong(node, words() + " is a mapping; here " + wanted + " is wanted", remedy);
    }
  }

  /** The value with its place: {@code '12 ms' in models[0].latency.p99}. */
  String in(Node.Scalar scalar) {
    return new Excerpt(scalar.text()) + " in " + words();
  }
}
