package dev.gantry.harness.border;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds what a stranger needs to find a room by its name: see CONTRIBUTING. */
class NamesTest {
  private static final double MOST_OF_ONE_WORD = 0.20;
  private static final int MOST_IN_A_PACKAGE = 25;

  /** Larger packages whose members are all of one sort, which is the reason to keep them flat. */
  private static final Map<String, String> OF_ONE_SORT =
      Map.of(
          "dev.gantry.dossier", "the nouns of the house, each a value",
          "dev.gantry.converter.normalise", "passes over a graph, named verb and object");

  private static JavaClasses shipped;
  private static List<JavaClass> types;

  @BeforeAll
  static void see_the_types() {
    shipped = Rooms.shipped();
    types =
        shipped.stream()
            .filter(one -> one.getEnclosingClass().isEmpty())
            .filter(one -> !one.getSimpleName().equals("package-info"))
            .toList();
    assertThat(types).hasSizeGreaterThan(900);
  }

  @Test
  void few_types_are_named_by_one_word() {
    List<String> single =
        types.stream()
            .map(JavaClass::getSimpleName)
            .filter(name -> !name.matches(".*[a-z0-9][A-Z].*"))
            .sorted()
            .toList();
    double share = (double) single.size() / types.size();
    System.out.printf("%d of %d types are named by one word%n", single.size(), types.size());

    assertThat(share).as(String.join(" ", single)).isLessThanOrEqualTo(MOST_OF_ONE_WORD);
  }

  @Test
  void no_simple_name_is_used_twice() {
    SortedMap<String, List<String>> places = new TreeMap<>();
    for (JavaClass type : types) {
      places
          .computeIfAbsent(type.getSimpleName(), name -> new ArrayList<>())
          .add(type.getPackageName());
    }
    places.values().removeIf(packages -> packages.size() == 1);

    assertThat(places).isEmpty();
  }

  @Test
  void packages_form_no_circle() {
    slices().assignedFrom(new OnePackageEach()).should().beFreeOfCycles().check(shipped);
  }

  @Test
  void no_package_is_a_heap() {
    SortedMap<String, Integer> sizes = new TreeMap<>();
    types.forEach(type -> sizes.merge(type.getPackageName(), 1, Integer::sum));
    assertThat(sizes).containsKeys(OF_ONE_SORT.keySet().toArray(String[]::new));
    sizes.keySet().removeAll(OF_ONE_SORT.keySet());
    System.out.printf("%d packages, the largest: %s%n", sizes.size(), largest(sizes));

    assertThat(sizes)
        .allSatisfy(
            (name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MOST_IN_A_PACKAGE));
  }

  private static String largest(SortedMap<String, Integer> sizes) {
    return sizes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::toString)
        .orElse("none");
  }

  private static final class OnePackageEach implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass one) {
      return one.getPackageName().startsWith("dev.gantry")
          ? SliceIdentifier.of(one.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
