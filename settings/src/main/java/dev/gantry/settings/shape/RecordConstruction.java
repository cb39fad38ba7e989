package dev.gantry.settings.shape;

import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.SettingsNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The last step of binding a record: its own compact constructor has a say. */
record RecordConstruction(Constructor<?> constructor, List<Object> values) {

  Optional<Object> at(SettingsNode node, BindingPlace place) {
    try {
      return Optional.of(constructor.newInstance(values.toArray()));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        place.wrong(node, place.words() + ": " + refusal.getMessage(), "");
        return Optional.empty();
      }
      throw new IllegalStateException(
          "the constructor of " + constructor.getDeclaringClass().getName() + " failed", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          constructor.getDeclaringClass().getName() + " cannot be constructed", e);
    }
  }

  static Constructor<?> canonical(Class<?> type) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has its constructor", e);
    }
  }
}
