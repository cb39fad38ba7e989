package dev.gantry.targets;

import java.lang.reflect.Field;
import java.util.concurrent.CountDownLatch;

/** A program that ends badly, each time in the way it is told to. */
final class Dying {
  private Dying() {}

  public static void main(String[] words) throws Exception {
    switch (words[0]) {
      case "crash" -> crash();
      case "hang" -> new CountDownLatch(1).await();
      case "silently" -> Runtime.getRuntime().halt(0);
      default -> kill(words[0]);
    }
  }

  private static void crash() throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 8L, 8L);
  }

  private static void kill(String signal) throws Exception {
    long self = ProcessHandle.current().pid();
    new ProcessBuilder("kill", "-" + signal, String.valueOf(self)).start().waitFor();
    new CountDownLatch(1).await();
  }
}
