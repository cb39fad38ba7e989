package dev.gantry.settings.shape;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;

/**
 * A key of a file, named by the accessor of its component, like {@code BoardEntry::kind}: a slip in
 * it does not compile. It is serializable only so that the accessor can be asked its name.
 */
@FunctionalInterface
public interface RecordKey<R extends Record, T> extends Serializable {
  T of(R record);

  /** The name of the component. */
  default String component() {
    try {
      Method lambda = getClass().getDeclaredMethod("writeReplace");
      lambda.setAccessible(true);
      return ((SerializedLambda) lambda.invoke(this)).getImplMethodName();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a key is a reference to an accessor", e);
    }
  }
}
