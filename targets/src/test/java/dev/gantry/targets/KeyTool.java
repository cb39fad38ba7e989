package dev.gantry.targets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Keys and certificates for tests, by the tools that people make them with. */
final class KeyTool {
  private KeyTool() {}

  static Path key(Path file) throws IOException, InterruptedException {
    return key(file, "");
  }

  static Path key(Path file, String passphrase) throws IOException, InterruptedException {
    keygen("-q", "-t", "ecdsa", "-N", passphrase, "-C", "test", "-f", file.toString());
    return file;
  }

  /** Signs a public key; the certificate lies beside it. */
  static Path sign(Path authority, Path key, String... more)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("-q", "-s", authority.toString(), "-I", "test"));
    words.addAll(List.of(more));
    words.add(key + ".pub");
    keygen(words.toArray(String[]::new));
    return Path.of(key + "-cert.pub");
  }

  /** Host names in a list become hashes, so that nobody who steals it learns them. */
  static void hash(Path knownHosts) throws IOException, InterruptedException {
    keygen("-H", "-f", knownHosts.toString());
    Files.delete(Path.of(knownHosts + ".old"));
  }

  private static void keygen(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ssh-keygen"));
    command.addAll(List.of(words));
    call(Map.of(), command);
  }

  static void call(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("key-tool", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    String said = Files.readString(log);
    Files.delete(log);
    if (!ended || process.exitValue() != 0) {
      throw new IOException(command + " failed: " + said);
    }
  }
}
