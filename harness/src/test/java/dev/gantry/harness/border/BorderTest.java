package dev.gantry.harness.border;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.gantry.reports.trespass.Trespasser;
import dev.gantry.settings.tree.SettingsNode;
import dev.gantry.settings.tree.TreeComposer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BorderTest {
  private static JavaClasses shipped;

  @BeforeAll
  static void see_the_classes() {
    shipped = Rooms.shipped();
  }

  @Test
  void every_room_uses_only_the_rooms_it_may() {
    Rooms.MAY_USE.keySet().forEach(room -> keepsToItsNeighbours(room).check(shipped));
  }

  @Test
  void an_import_from_reports_to_targets_is_seen() {
    JavaClasses trespass = new ClassFileImporter().importClasses(Trespasser.class);

    assertThatThrownBy(() -> keepsToItsNeighbours("reports").check(trespass))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Trespasser")
        .hasMessageContaining("dev.gantry.targets.store.StoredFile");
  }

  @Test
  void rooms_form_no_cycle() {
    slices().matching("dev.gantry.(*)..").should().beFreeOfCycles().check(shipped);
  }

  @Test
  void files_that_people_write_are_read_into_records_and_nobody_else_walks_their_tree() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.gantry.settings..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(SettingsNode.class, TreeComposer.class)
        .check(shipped);
  }

  @Test
  void the_dossier_knows_the_jdk_alone_and_does_no_input_or_output() {
    classes()
        .that()
        .resideInAPackage("dev.gantry.dossier..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.gantry.dossier..",
            "java.lang..",
            "java.util..",
            "java.time",
            "java.math",
            "java.nio",
            "java.nio.charset",
            "java.security",
            "org.jspecify..")
        .orShould()
        .onlyDependOnClassesThat()
        .areAssignableTo(Path.class)
        .because("a path may be named there, but not opened")
        .check(withoutTheOnesThatNameAPath());
    noClasses()
        .that()
        .resideInAPackage("dev.gantry.dossier..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.net..", "java.util.concurrent..")
        .check(withoutExceptions());
  }

  @Test
  void the_dossier_holds_values_only() {
    Set<String> odd = new TreeSet<>();
    int seen = 0;
    for (JavaClass one : shipped) {
      // Tensors bring the arithmetic of their comparison with them.
      if (!one.getPackageName().equals("dev.gantry.dossier")
          || one.getSimpleName().equals("package-info")) {
        continue;
      }
      seen++;
      boolean value =
          one.isRecord()
              || one.isEnum()
              || one.isInterface()
              || one.isAssignableTo(Exception.class)
              // Rules for values, without state: only static methods.
              || one.getFields().stream()
                  .allMatch(
                      field ->
                          field
                              .getModifiers()
                              .contains(com.tngtech.archunit.core.domain.JavaModifier.STATIC));
      if (!value) {
        odd.add(one.getName());
      }
    }
    assertThat(seen).isGreaterThan(40);
    assertThat(odd).isEmpty();
  }

  @Test
  void judgement_touches_no_file_no_clock_and_no_board() {
    isPure("dev.gantry.validation.judgement", 8);
    isPure("dev.gantry.validation.statistics", 4);
    isPure("dev.gantry.validation.comparison", 3);
    isPure("dev.gantry.validation.ruling", 3);
    isPure("dev.gantry.validation.timing", 8);
    isPure("dev.gantry.validation.audit", 2);
    isPure("dev.gantry.validation.accuracy", 10);
  }

  @Test
  void the_arithmetic_of_tasks_that_judgement_uses_is_as_pure() {
    isPure("dev.gantry.golden.task", 15);
  }

  private static void isPure(String arithmetic, int classes) {
    long seen = shipped.stream().filter(one -> one.getPackageName().startsWith(arithmetic)).count();
    assertThat(seen).isGreaterThan(classes);
    noClasses()
        .that()
        .resideInAPackage(arithmetic + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.nio.file..",
            "java.nio.channels..",
            "java.net..",
            "dev.gantry.targets..",
            "dev.gantry.golden",
            "dev.gantry.runner..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .check(shipped);
  }

  @Test
  void standard_streams_are_touched_in_the_harness_only() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.gantry.harness..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "in");
    rule.check(shipped);
    assertThatThrownBy(() -> rule.check(new ClassFileImporter().importClasses(Loud.class)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void every_package_says_what_lives_there_and_is_null_marked() {
    Set<String> packages = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    for (JavaClass one : shipped) {
      packages.add(one.getPackageName());
      boolean marked =
          one.getPackage()
              .tryGetPackageInfo()
              .filter(info -> info.isAnnotatedWith(NullMarked.class))
              .isPresent();
      if (!marked) {
        silent.add(one.getPackageName());
      }
    }
    assertThat(packages).hasSizeGreaterThan(15);
    assertThat(silent).isEmpty();
  }

  private static ArchRule keepsToItsNeighbours(String room) {
    String[] forbidden =
        Rooms.MAY_USE.keySet().stream()
            .filter(other -> !other.equals(room) && !Rooms.MAY_USE.get(room).contains(other))
            .map(other -> "dev.gantry." + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("dev.gantry." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        // The front door may use every room: then nothing is forbidden, and nothing is checked.
        .allowEmptyShould(forbidden.length == 0);
  }

  private static JavaClasses withoutTheOnesThatNameAPath() {
    return shipped.that(
        com.tngtech.archunit.base.DescribedPredicate.describe(
            "name no path",
            one ->
                one.getDirectDependenciesFromSelf().stream()
                    .noneMatch(
                        dependency -> dependency.getTargetClass().isEquivalentTo(Path.class))));
  }

  private static JavaClasses withoutExceptions() {
    return shipped.that(
        com.tngtech.archunit.base.DescribedPredicate.describe(
            "are no exceptions", one -> !one.isAssignableTo(Exception.class)));
  }

  /** Speaks where nobody should. */
  private static final class Loud {
    @Override
    public String toString() {
      System.out.println();
      return "";
    }
  }
}
