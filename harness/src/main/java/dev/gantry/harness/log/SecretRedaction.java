package dev.gantry.harness.log;

import dev.gantry.dossier.Board;
import dev.gantry.dossier.Rack;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/** Keeps keys, and where they lie, out of texts. */
final class SecretRedaction {
  private static final String HIDDEN = "<key>";
  private static final String LENT = "GANTRY_SSH_KEY";
  private static final List<String> USUAL = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  /** What is shorter stands in too many innocent words. */
  private static final int SHORTEST = 4;

  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(-----END [A-Z0-9 ]*PRIVATE KEY-----|\\z)",
          Pattern.DOTALL);

  /** The longest first, so that no rest of one stays where another one is part of it. */
  private final ConcurrentSkipListSet<String> secrets =
      new ConcurrentSkipListSet<>(
          Comparator.comparingInt(String::length).reversed().thenComparing(text -> text));

  private final Path home;

  /** Knows the key that is lent by the environment, and those that every user has. */
  SecretRedaction(Map<String, String> environment, Path home) {
    this.home = home;
    USUAL.forEach(name -> hide(home.resolve(".ssh").resolve(name)));
    String lent = environment.getOrDefault(LENT, "");
    hide(lent);
    if (!lent.isEmpty()) {
      hide(home.getFileSystem().getPath(lent));
    }
  }

  /** Those of a rack file, and of the hosts before its boards. */
  void hide(Rack rack) {
    for (Board board : rack.boards()) {
      if (board.address() instanceof Board.Ssh ssh) {
        hide(ssh);
      }
    }
  }

  private void hide(Board.Ssh ssh) {
    ssh.key().ifPresent(this::hide);
    ssh.certificate().ifPresent(this::hide);
    ssh.jump().ifPresent(this::hide);
  }

  private void hide(Path key) {
    hide(key.toString());
    Path whole = key.toAbsolutePath().normalize();
    hide(whole.toString());
    if (whole.startsWith(home)) {
      hide("~/" + home.relativize(whole));
    }
  }

  private void hide(String secret) {
    if (secret.length() >= SHORTEST) {
      secrets.add(secret);
    }
  }

  String of(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, HIDDEN);
    }
    return clean.contains("PRIVATE KEY") ? PRIVATE_KEY.matcher(clean).replaceAll(HIDDEN) : clean;
  }
}
