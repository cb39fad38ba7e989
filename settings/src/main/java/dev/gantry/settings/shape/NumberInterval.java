package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import dev.gantry.settings.key.NumberRange;
import java.lang.reflect.AnnotatedType;
import java.util.ArrayList;
import java.util.List;

/** The numbers that make sense somewhere. */
record NumberInterval(double min, double max, boolean open) {
  static NumberInterval of(AnnotatedType annotated) {
    NumberRange range = annotated.getAnnotation(NumberRange.class);
    return range == null
        ? new NumberInterval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false)
        : new NumberInterval(range.min(), range.max(), range.open());
  }

  boolean holds(double number) {
    return open ? number > min && number < max : number >= min && number <= max;
  }

  /** As people say it: {@code at least 1 and at most 65535}. */
  String words(String unit) {
    List<String> ends = new ArrayList<>();
    if (min != Double.NEGATIVE_INFINITY) {
      ends.add((open ? "above " : "at least ") + number(min, unit));
    }
    if (max != Double.POSITIVE_INFINITY) {
      ends.add((open ? "below " : "at most ") + number(max, unit));
    }
    return ends.isEmpty() ? "smaller" : String.join(" and ", ends);
  }

  ObjectNode narrow(ObjectNode schema) {
    if (min != Double.NEGATIVE_INFINITY) {
      put(schema, open ? "exclusiveMinimum" : "minimum", min);
    }
    if (max != Double.POSITIVE_INFINITY) {
      put(schema, open ? "exclusiveMaximum" : "maximum", max);
    }
    return schema;
  }

  private static void put(ObjectNode schema, String key, double number) {
    if (number == Math.rint(number)) {
      schema.put(key, (long) number);
    } else {
      schema.put(key, number);
    }
  }

  private static String number(double number, String unit) {
    return new Quantity(number, Unit.ONE) + (unit.isEmpty() ? "" : " " + unit);
  }
}
