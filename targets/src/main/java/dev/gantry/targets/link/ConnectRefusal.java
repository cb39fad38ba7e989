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
 * Says why a connection was refused. What a person must mend first is trouble; all else is a link
 * that is lost, and may be there at the next try.
 */
record ConnectRefusal(SshDestination destination, String place) {
  private ConnectRefusal(SshDestination destination, boolean jump) {
    this(destination, (jump ? "the jump host " : "") + destination.place());
  }

  static RigException revoked(SshDestination destination, boolean jump, JSchException cause) {
    return new ConnectRefusal(destination, jump).revoked(cause);
  }

  static RigException of(SshDestination destination, boolean jump, JSchException cause) {
    ConnectRefusal refusal = new ConnectRefusal(destination, jump);
    String way = destination.jump().map(before -> " by way of " + before.place()).orElse("");
    return refusal
        .hostKey(cause)
        .or(() -> refusal.ours(cause))
        .orElseGet(
            () ->
                LostLink.unreachable(
                    destination.board(), refusal.place() + way, words(cause), cause));
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
          place + " does not accept our key for user " + destination.user(),
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
        destination.board(),
        "the host key of " + place + " is revoked in the list of known hosts",
        "give the machine a new host key; somebody else may hold the old one",
        cause);
  }

  private Optional<RigException> told(String what, String remedy, JSchException cause) {
    return Optional.of(RackTrouble.at(destination.board(), what, remedy, cause));
  }

  private static String words(JSchException cause) {
    return String.valueOf(cause.getMessage())
        .replaceAll("Session\\.connect: |[\\w.]+Exception: ", "");
  }
}
