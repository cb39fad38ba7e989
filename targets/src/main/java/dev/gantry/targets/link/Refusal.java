package dev.gantry.targets.link;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import dev.gantry.dossier.RigException;
import java.util.Optional;

/**
 * Why a door stayed shut. What a person must mend first is trouble; all else is a link that is
 * lost, and may be there at the next try.
 */
record Refusal(Door door, String place) {
  private Refusal(Door door, boolean jump) {
    this(door, (jump ? "the jump host " : "") + door.place());
  }

  static RigException revoked(Door door, boolean jump, JSchException cause) {
    return new Refusal(door, jump).revoked(cause);
  }

  static RigException of(Door door, boolean jump, JSchException cause) {
    Refusal refusal = new Refusal(door, jump);
    String way = door.jump().map(before -> " by way of " + before.place()).orElse("");
    return refusal
        .hostKey(cause)
        .or(() -> refusal.ours(cause))
        .orElseGet(
            () -> LostLink.unreachable(door.board(), refusal.place() + way, words(cause), cause));
  }

  private Optional<RigException> hostKey(JSchException cause) {
    if (cause instanceof JSchChangedHostKeyException) {
      return told(
          "the host key of " + place + " has changed: this may be another machine",
          "find out why; only then replace its line in the list of known hosts",
          cause);
    }
    if (cause instanceof JSchRevokedHostKeyException) {
      return Optional.of(revoked(cause));
    }
    if (cause instanceof JSchUnknownHostKeyException) {
      return told(
          "the host key of " + place + " is not in the list of known hosts",
          "compare it with the board's own key, then add it",
          cause);
    }
    if (cause instanceof JSchHostKeyException
        || String.valueOf(cause.getMessage()).startsWith("reject")) {
      return told(
          "the host certificate of " + place + " is not to be trusted: " + words(cause),
          "check its names, its time and its authority (ssh-keygen -L), and @cert-authority in "
              + "the list of known hosts",
          cause);
    }
    return Optional.empty();
  }

  private Optional<RigException> ours(JSchException cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.startsWith("Auth") || message.contains("Too many authentication failures")) {
      return told(
          place + " does not accept our key for user " + door.user(),
          "add the public key to authorized_keys there, or check ssh.key and ssh.certificate in "
              + "the rack file",
          cause);
    }
    if (cause instanceof JSchAlgoNegoFailException) {
      return told(
          "no cipher, key exchange or host key is known both to " + place + " and here: " + message,
          "update its SSH server",
          cause);
    }
    return Optional.empty();
  }

  private RigException revoked(JSchException cause) {
    return RackTrouble.at(
        door.board(),
        "the host key of " + place + " is revoked in the list of known hosts",
        "give the machine a new host key; somebody else may hold the old one",
        cause);
  }

  private Optional<RigException> told(String what, String remedy, JSchException cause) {
    return Optional.of(RackTrouble.at(door.board(), what, remedy, cause));
  }

  private static String words(JSchException cause) {
    return String.valueOf(cause.getMessage())
        .replaceAll("Session\\.connect: |[\\w.]+Exception: ", "");
  }
}
