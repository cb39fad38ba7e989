package dev.gantry.settings.tree;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Refuses what stands in one place twice. Plain names become folders, so two of them have to differ
 * in more than case: some disks take them for one, and so do people.
 */
public final class NameTwins {
  private final String what;
  private final boolean plain;
  private final BindingPlace place;
  private final Map<String, SettingsNode.Scalar> seen = new HashMap<>();

  /**
   * @param what what is compared, in words; empty for the items of a list themselves
   */
  public NameTwins(String what, boolean plain, BindingPlace place) {
    this.what = what;
    this.plain = plain;
    this.place = place;
  }

  public void refuse(SettingsNode.Scalar scalar) {
    String key = plain ? scalar.text().toLowerCase(Locale.ROOT) : scalar.text();
    SettingsNode.Scalar first = seen.putIfAbsent(key, scalar);
    if (first == null) {
      return;
    }
    String lines = ", on line " + first.line() + " and " + scalar.line();
    String name = (what.isEmpty() ? "" : what + " ") + new MessageExcerpt(scalar.text());
    if (first.text().equals(scalar.text())) {
      place.wrong(
          scalar,
          "the " + name + " stands twice in " + place.words() + lines,
          "Remove or rename one of them");
    } else {
      place.wrong(
          scalar,
          "the "
              + name
              + " differs from "
              + new MessageExcerpt(first.text())
              + " in case only, in "
              + place.words()
              + lines
              + ": names become files, and some disks take these two for one",
          "Rename one of them");
    }
  }
}
