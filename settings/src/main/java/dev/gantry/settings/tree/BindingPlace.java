package dev.gantry.settings.tree;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Knows where in a file binding stands, and tells what is wrong there. The place is only put into
 * words when there is something to tell: of most places there is not.
 */
public record BindingPlace(
    Optional<BindingPlace> above,
    String key,
    OptionalInt index,
    boolean removable,
    FileComplaints complaints) {
  public static BindingPlace top(FileComplaints complaints) {
    return new BindingPlace(Optional.empty(), "", OptionalInt.empty(), false, complaints);
  }

  public BindingPlace key(String key, boolean removable) {
    return new BindingPlace(Optional.of(this), key, OptionalInt.empty(), removable, complaints);
  }

  public BindingPlace item(int index) {
    return new BindingPlace(Optional.of(this), "", OptionalInt.of(index), false, complaints);
  }

  /** The path, or what the top of a file is called. */
  public String words() {
    return above.isEmpty() ? "the file" : path();
  }

  private String path() {
    String before = above.map(BindingPlace::path).orElse("");
    if (index.isPresent()) {
      return before + "[" + index.getAsInt() + "]";
    }
    String shown = new MessageExcerpt(key).bare();
    return before.isEmpty() ? shown : before + "." + shown;
  }

  public void wrong(SettingsNode node, String what, String remedy) {
    complaints.at(node.line(), what, remedy);
  }

  /** Complains about a list or mapping that holds nothing. */
  public void empty(SettingsNode node, String kind) {
    wrong(node, words() + " is " + kind, "Fill it" + orRemoveIt());
  }

  private String orRemoveIt() {
    return removable ? ", or remove the key" : "";
  }

  /** Complains that something else stands where a certain form is wanted. */
  public void mismatch(SettingsNode node, String wanted, String example) {
    String remedy = "Write it like " + example;
    if (node instanceof SettingsNode.Scalar scalar && scalar.sort() == SettingsNode.Sort.NOTHING) {
      wrong(node, words() + " has no value", "Give it " + wanted + orRemoveIt());
    } else if (node instanceof SettingsNode.Scalar scalar) {
      wrong(node, in(scalar) + " is not " + wanted, remedy);
    } else if (node instanceof SettingsNode.Sequence) {
      wrong(node, words() + " is a list; here " + wanted + " is wanted", remedy);
    } else if (node instanceof SettingsNode.Mapping) {
      wrong(node, words() + " is a mapping; here " + wanted + " is wanted", remedy);
    }
  }

  /** The value with its place: {@code '12 ms' in models[0].latency.p99}. */
  public String in(SettingsNode.Scalar scalar) {
    return new MessageExcerpt(scalar.text()) + " in " + words();
  }
}
