package dev.gantry.settings.shape;

import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import dev.gantry.settings.key.QuantityDimension;
import java.lang.reflect.AnnotatedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The quantities that make sense somewhere: of which dimension, and how large. */
record QuantityRange(Optional<Unit.Dimension> dimension, boolean bare, NumberInterval interval) {
  private static final String NUMBER = "[+-]?([0-9]+(\\.[0-9]+)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?";

  static QuantityRange of(AnnotatedType annotated) {
    QuantityDimension measures = annotated.getAnnotation(QuantityDimension.class);
    return measures == null
        ? new QuantityRange(Optional.empty(), true, NumberInterval.of(annotated))
        : new QuantityRange(
            Optional.of(measures.value()), measures.bare(), NumberInterval.of(annotated));
  }

  /** What is wrong with a quantity, if anything: the rest of a sentence that names it. */
  Optional<String> objection(Quantity quantity) {
    Unit.Dimension found = quantity.unit().dimension();
    if (quantity.unit() == Unit.ONE && !bare) {
      String trap = found == dimension.orElse(found) ? ", and 1 would be 100 %" : "";
      return Optional.of("has no unit" + trap + "; here " + wanted() + " is wanted");
    }
    if (dimension.isPresent() && found != dimension.get()) {
      return Optional.of("is " + kind(found) + "; here " + wanted() + " is wanted");
    }
    if (Double.isInfinite(quantity.value()) || !interval.holds(quantity.plain())) {
      return Optional.of("is out of range: it is " + interval.words(plainUnit(found)));
    }
    return Optional.empty();
  }

  String wanted() {
    return dimension
        .map(wanted -> kind(wanted) + " in " + symbols())
        .orElse("a number with its unit");
  }

  /** A quantity that is welcome here. */
  String example() {
    return switch (dimension.orElse(Unit.Dimension.TIME)) {
      case TIME -> "12 ms";
      case MEMORY -> "512 MiB";
      case LEVEL -> "20 dB";
      case RATIO -> bare ? "0.99" : "1 %";
      case RATE -> "30 Hz";
      case TEMPERATURE -> "60 °C";
    };
  }

  /** A regular expression that every welcome quantity matches, apart from its size. */
  String pattern() {
    String symbols =
        units().stream()
            .flatMap(unit -> unit.spellings().stream())
            .filter(symbol -> !symbol.isEmpty())
            .collect(Collectors.joining("|", "(", ")"));
    boolean optional = units().contains(Unit.ONE);
    return NUMBER + "\\s*" + symbols + (optional ? "?" : "");
  }

  private String symbols() {
    List<String> said = new ArrayList<>(units().stream().map(Unit::symbol).toList());
    boolean without = said.remove("");
    String last = said.remove(said.size() - 1);
    String listed = said.isEmpty() ? last : String.join(", ", said) + " or " + last;
    return listed + (without ? ", or without a unit" : "");
  }

  private List<Unit> units() {
    List<Unit> units = dimension.map(Unit.Dimension::units).orElse(List.of(Unit.values()));
    return units.stream().filter(unit -> bare || unit != Unit.ONE).toList();
  }

  private static String kind(Unit.Dimension dimension) {
    return switch (dimension) {
      case TIME -> "a time";
      case MEMORY -> "an amount of memory";
      case LEVEL -> "a level";
      case RATIO -> "a share";
      case RATE -> "a rate";
      case TEMPERATURE -> "a temperature";
    };
  }

  private static String plainUnit(Unit.Dimension dimension) {
    return dimension.units().stream()
        .filter(unit -> new Quantity(1, unit).plain() == 1)
        .findFirst()
        .map(Unit::symbol)
        .orElse("");
  }
}
