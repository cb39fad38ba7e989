package dev.gantry.runner;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Tells a thread that watches whether native code is at work, and whether it is still the same. It
 * is told before and after each inference, at the cost of a plain store each, so that what is timed
 * is not disturbed. One thread tells.
 */
public final class NativeCallPulse {
  private static final VarHandle BEATS;

  static {
    try {
      BEATS = MethodHandles.lookup().findVarHandle(NativeCallPulse.class, "beats", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Odd while native code is at work. */
  @SuppressWarnings("UnusedVariable") // Read and written through its handle.
  private long beats;

  private volatile String step = "its work";

  /** What {@link #enter} enters from now on, in words. */
  public void name(String what) {
    step = what;
  }

  public void enter() {
    BEATS.setOpaque(this, beats() + 1);
  }

  public void leave() {
    BEATS.setOpaque(this, beats() + 1);
  }

  long beats() {
    return (long) BEATS.getOpaque(this);
  }

  static boolean atWork(long beats) {
    return beats % 2 == 1;
  }

  String step() {
    return step;
  }
}
