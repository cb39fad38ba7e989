package dev.gantry.harness.files;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The components of a record and of all records in it, named like {@code SshEntry.port}. */
record Components(Class<? extends Record> type) {

  /** Every component that the type declares. */
  Set<String> declared() {
    Set<String> names = new TreeSet<>();
    declare(type, names);
    return names;
  }

  /** Every component that somewhere in the value holds something. */
  Set<String> filled(Object value) {
    Set<String> names = new TreeSet<>();
    fill(value, names);
    return names;
  }

  private void declare(Type found, Set<String> names) {
    if (found instanceof ParameterizedType many) {
      List.of(many.getActualTypeArguments()).forEach(argument -> declare(argument, names));
    } else if (ours(found)) {
      for (RecordComponent component : ((Class<?>) found).getRecordComponents()) {
        names.add(name(component));
        declare(component.getGenericType(), names);
      }
    }
  }

  private void fill(Object value, Set<String> names) {
    if (!ours(value.getClass())) {
      parts(value).forEach(part -> fill(part, names));
      return;
    }
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object held = held(component, value);
      boolean container = held instanceof Optional || held instanceof List || held instanceof Map;
      if (!container || parts(held).findAny().isPresent()) {
        names.add(name(component));
        fill(held, names);
      }
    }
  }

  private static Stream<?> parts(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.stream();
    }
    if (value instanceof Map<?, ?> map) {
      return map.values().stream();
    }
    return value instanceof Collection<?> many ? many.stream() : Stream.empty();
  }

  // Quantities and limits are written as one text: their inside is no part of the file.
  private boolean ours(Type found) {
    return found instanceof Class<?> candidate
        && candidate.isRecord()
        && candidate.getPackage().equals(type.getPackage());
  }

  private static String name(RecordComponent component) {
    return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
  }

  private static Object held(RecordComponent component, Object value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(Arrays.toString(e.getStackTrace()), e);
    }
  }
}
