package dev.gantry.harness.border;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rooms of the house, and which may use which. */
final class Rooms {
  static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("dossier", Set.of()),
          Map.entry("files", Set.of("dossier")),
          Map.entry("json", Set.of("dossier")),
          Map.entry("settings", Set.of("dossier", "json")),
          Map.entry("inference", Set.of("dossier", "files")),
          Map.entry("runner", Set.of("dossier", "files", "inference")),
          Map.entry(
              "golden", Set.of("dossier", "files", "json", "settings", "inference", "runner")),
          Map.entry("targets", Set.of("dossier", "files", "json", "inference", "runner")),
          Map.entry(
              "converter",
              Set.of(
                  "dossier",
                  "files",
                  "json",
                  "settings",
                  "inference",
                  "golden",
                  "runner",
                  "targets")),
          Map.entry(
              "validation",
              Set.of("dossier", "files", "json", "inference", "golden", "runner", "targets")),
          Map.entry("reports", Set.of("dossier", "files", "json")),
          Map.entry(
              "harness",
              Set.of(
                  "dossier",
                  "files",
                  "json",
                  "settings",
                  "inference",
                  "runner",
                  "golden",
                  "targets",
                  "converter",
                  "validation",
                  "reports")));

  private Rooms() {}

  /** All classes that ship. A room of which none is seen makes every rule about it worthless. */
  static JavaClasses shipped() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // The stand-in boards come to the tests of the harness in a jar, and do not ship.
            .withImportOption(place -> !place.contains("-tests.jar"))
            .importPackages("dev.gantry");
    Set<String> seen = new TreeSet<>();
    for (JavaClass one : classes) {
      seen.add(room(one));
    }
    if (!seen.equals(new TreeSet<>(MAY_USE.keySet()))) {
      throw new AssertionError("the rooms seen are " + seen + ", not " + MAY_USE.keySet());
    }
    return classes;
  }

  static String room(JavaClass one) {
    return one.getPackageName().split("\\.", -1)[2];
  }
}
