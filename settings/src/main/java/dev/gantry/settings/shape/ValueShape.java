package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.RequiredBoards;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.SettingsNode;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Describes what a value in a file looks like: how it is bound, and how the published schema tells
 * it.
 */
interface ValueShape {
  /** Records that stand in a file as one value. */
  Set<Class<?>> WRITTEN_AS_TEXT = Set.of(Quantity.class, Limit.class, RequiredBoards.class);

  /** The value, or nothing once everything wrong with it has been complained about. */
  Optional<Object> bind(SettingsNode node, BindingPlace place);

  ObjectNode schema();

  static ValueShape of(AnnotatedType annotated) {
    Class<?> type = raw(annotated.getType());
    if (type.isRecord() && !WRITTEN_AS_TEXT.contains(type)) {
      return new RecordShape(type);
    }
    if (type == List.class) {
      return ListShape.of(annotated, of(argument(annotated, 0)));
    }
    if (type == Map.class) {
      return new MapShape(scalar(argument(annotated, 0)), of(argument(annotated, 1)));
    }
    return scalar(annotated);
  }

  private static ScalarValueShape scalar(AnnotatedType annotated) {
    Class<?> type = raw(annotated.getType());
    if (type.isEnum()) {
      return new EnumShape(type);
    }
    if (type == String.class) {
      return TextShape.of(annotated);
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return new WholeNumberShape(type, NumberInterval.of(annotated));
    }
    if (type == double.class || type == Double.class) {
      return new NumberShape(NumberInterval.of(annotated));
    }
    if (type == boolean.class || type == Boolean.class) {
      return new TruthShape();
    }
    if (type == LocalDate.class) {
      return new DateShape();
    }
    if (type == Path.class) {
      return new PathShape();
    }
    if (type == RequiredBoards.class) {
      return new UnitsShape();
    }
    return measured(annotated, type);
  }

  private static ScalarValueShape measured(AnnotatedType annotated, Class<?> type) {
    QuantityRange measure = QuantityRange.of(annotated);
    if (type == Quantity.class) {
      return new QuantityShape(measure);
    }
    if (type == Limit.class) {
      return LimitShape.of(annotated, measure);
    }
    if (type == Duration.class) {
      return new DurationShape(NumberInterval.of(annotated));
    }
    throw new IllegalArgumentException("a settings file cannot hold a " + type.getName());
  }

  static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType many ? many.getRawType() : type);
  }

  static AnnotatedType argument(AnnotatedType annotated, int index) {
    return ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[index];
  }
}
