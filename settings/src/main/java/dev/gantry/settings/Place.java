package dev.gantry.settings;

/** Where in a file binding stands, and whom it tells what is wrong there. */
record Place(String path, boolean removable, Complaints complaints) {
  static Place top(Complaints complaints) {
    return new Place("", false, complaints);
  }

  Place key(String key, boolean removable) {
    String shown = new Excerpt(key).bare();
    return new Place(path.isEmpty() ? shown : path + "." + shown, removable, complaints);
  }

  Place item(int index) {
    return new Place(path + "[" + index + "]", false, complaints);
  }

  /** The path, or what the top of a file is called. */
  String words() {
    return path.isEmpty() ? "the file" : path;
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
