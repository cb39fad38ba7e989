package dev.gantry.harness.rack;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names the user of this computer, as others know them: user and host. */
public final class LocalUser {
  private LocalUser() {}

  public static String here() {
    String user = System.getProperty("user.name", "someone");
    try {
      return user + "@" + InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return user;
    }
  }
}
