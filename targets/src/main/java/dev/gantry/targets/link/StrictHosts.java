package dev.gantry.targets.link;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.util.Arrays;
import java.util.Base64;

/**
 * A list of known hosts that is only read, and in which a revoked key is revoked for every host:
 * JSch lets one in where another line knows it.
 */
final class StrictHosts implements HostKeyRepository {
  private static final String REVOKED = "@revoked";
  private static final String AUTHORITY = "@cert-authority";

  private final HostKeyRepository known;
  private boolean metRevoked;

  StrictHosts(HostKeyRepository known) {
    this.known = known;
  }

  boolean metRevoked() {
    return metRevoked;
  }

  /** Where an authority vouches for a host, its word counts, and no plain key beside it. */
  boolean certified(String host, int port) {
    return Arrays.stream(known.getHostKey("[" + host + "]:" + port, null))
            .anyMatch(line -> AUTHORITY.equals(line.getMarker()))
        || Arrays.stream(known.getHostKey(host, null))
            .anyMatch(line -> AUTHORITY.equals(line.getMarker()));
  }

  @Override
  public int check(String host, byte[] key) {
    String written = Base64.getEncoder().encodeToString(key);
    for (HostKey line : known.getHostKey()) {
      if (REVOKED.equals(line.getMarker()) && written.equals(line.getKey())) {
        metRevoked = true;
        return CHANGED;
      }
    }
    return known.check(host, key);
  }

  @Override
  public void add(HostKey key, UserInfo user) {}

  @Override
  public void remove(String host, String type) {}

  @Override
  public void remove(String host, String type, byte[] key) {}

  @Override
  public String getKnownHostsRepositoryID() {
    return known.getKnownHostsRepositoryID();
  }

  @Override
  public HostKey[] getHostKey() {
    return known.getHostKey();
  }

  @Override
  public HostKey[] getHostKey(String host, String type) {
    return known.getHostKey(host, type);
  }
}
