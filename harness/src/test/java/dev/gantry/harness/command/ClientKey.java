package dev.gantry.harness.command;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A private key that no board knows: without any, nobody would knock at all. */
final class ClientKey {
  private ClientKey() {}

  static Path in(Path folder) throws IOException {
    Path file = folder.resolve("client.key");
    try {
      KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 256).writePrivateKey(file.toString());
    } catch (JSchException e) {
      throw new IOException(e);
    }
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
