package dev.gantry.targets.job;

import dev.gantry.dossier.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Says what a job is to do: in words for people, the command for bash, after how long it is ended
 * whoever still waits for it, and the script that watches it.
 */
public record JobOrder(String request, String command, Duration limit, String telemetry) {
  /** Two jobs are the same one when their commands are. */
  Digest fingerprint() {
    return Digest.of(command.getBytes(StandardCharsets.UTF_8));
  }
}
