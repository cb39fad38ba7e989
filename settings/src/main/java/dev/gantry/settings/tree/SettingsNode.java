package dev.gantry.settings.tree;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of a file as it was written, with the line where it begins. */
public sealed interface SettingsNode {
  int line();

  /** Keys with their values, in the order of the file. */
  record Mapping(int line, Map<String, Entry> entries) implements SettingsNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /** One key of a mapping: where the key stands, and what it holds. */
  record Entry(int line, SettingsNode value) {}

  /** A list. */
  record Sequence(int line, List<SettingsNode> items) implements SettingsNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A single text, as written. */
  record Scalar(int line, String text, Sort sort) implements SettingsNode {}

  /** The type that YAML takes a scalar for; quotes make everything a text. */
  enum Sort {
    TEXT,
    NUMBER,
    TRUTH,
    NOTHING
  }

  /** Something that was refused while the file was parsed, and is not complained about again. */
  record Refused(int line) implements SettingsNode {}
}
