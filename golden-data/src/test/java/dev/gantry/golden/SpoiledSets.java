package dev.gantry.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Many ways to spoil one good set. */
final class SpoiledSets {
  private final List<Case> cases = new ArrayList<>();
  private final Supplier<WrittenSet> good;

  SpoiledSets(Supplier<WrittenSet> good) {
    this.good = good;
  }

  /** What is done to a good set. */
  interface Spoiling {
    void spoil(WrittenSet set) throws Exception;
  }

  /**
   * One thing wrong with a good set.
   *
   * @param file what the place of one of the problems ends with
   * @param words what that problem says
   */
  record Case(
      String name, Supplier<WrittenSet> good, Spoiling spoiling, String file, List<String> words) {
    Case {
      words = List.copyOf(words);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  SpoiledSets add(String name, Spoiling spoiling, String file, String... words) {
    cases.add(new Case(name, good, spoiling, file, List.of(words)));
    return this;
  }

  List<Case> cases() {
    return List.copyOf(cases);
  }
}
