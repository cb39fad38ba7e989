package dev.gantry.harness.rack;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who sits at this computer, as others know them. */
public final class Person {
  private Person() {}

  public static String here() {
    String user = System.getProperty("user.name", "someone");
    try {
      return user + "@" + InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return user;
    }
  }
}
