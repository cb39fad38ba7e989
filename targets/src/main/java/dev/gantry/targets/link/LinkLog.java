package dev.gantry.targets.link;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JplLogger;

/** Hands what the SSH library says to the logging of the JDK, for all links of this process. */
public final class LinkLog {
  private LinkLog() {}

  public static void begin() {
    JSch.setLogger(new JplLogger());
  }
}
