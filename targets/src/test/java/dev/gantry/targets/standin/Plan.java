package dev.gantry.targets.standin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * An engine of the stand-in: the ONNX bytes behind a header that begins as a real plan does, with
 * its tag and, at byte 24, the version. A nonce makes two builds differ, as real ones do.
 */
final class Plan {
  private static final int TAG = 0x74727466;
  private static final int HEADER = 32;
  private static final int DIGEST = 8;

  private final String version;
  private final int compute;
  private final Set<String> flags;
  private final byte[] onnx;

  private Plan(String version, int compute, Set<String> flags, byte[] onnx) {
    this.version = version;
    this.compute = compute;
    this.flags = Set.copyOf(flags);
    this.onnx = onnx;
  }

  static Plan of(Version version, int compute, Set<String> flags, byte[] onnx) {
    return new Plan(version.withBuild(), compute, flags, onnx);
  }

  Set<String> flags() {
    return flags;
  }

  byte[] onnx() {
    return onnx.clone();
  }

  byte[] bytes() {
    byte[] words = String.join(" ", new TreeSet<>(flags)).getBytes(StandardCharsets.UTF_8);
    int size = HEADER + 4 + words.length + onnx.length + DIGEST;
    ByteBuffer plan = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    plan.putInt(TAG).putInt(0).putLong(new SecureRandom().nextLong()).putLong(size);
    for (String part : version.split("\\.", -1)) {
      plan.put((byte) Integer.parseInt(part));
    }
    plan.putInt(compute).putInt(words.length).put(words).put(onnx);
    plan.put(digest(plan.array(), plan.position()));
    return plan.array();
  }

  /** Only the header is looked at. */
  static String versionOf(byte[] file) throws Stopped {
    if (file.length < HEADER || header(file).getInt(0) != TAG) {
      throw new Stopped("Failed to verify a plan tag.", "Failed to get plan file version.");
    }
    return file[24] + "." + file[25] + "." + file[26] + "." + file[27];
  }

  static Plan load(Path path, Version here, int compute) throws IOException, Stopped {
    byte[] file = Files.readAllBytes(path);
    if (file.length < HEADER || header(file).getInt(0) != TAG) {
      throw refused(
          here,
          1,
          "Serialization",
          "Serialization assertion plan->header.magicTag == rt::kPLAN_MAGIC_TAG failed.");
    }
    String made = versionOf(file);
    if (!made.equals(here.withBuild())) {
      throw refused(
          here,
          6,
          "API Usage Error",
          "The engine plan file is not compatible with this version of TensorRT, expecting library"
              + " version "
              + here.withBuild()
              + " got "
              + (here.major() == 10 ? numbersAsCharacters(file) : made + ", please rebuild."));
    }
    int madeOn = header(file).getInt(28);
    if (madeOn != compute) {
      throw refused(
          here,
          6,
          "API Usage Error",
          "The engine plan file is generated on an incompatible device, expecting compute "
              + dotted(compute)
              + " got compute "
              + dotted(madeOn)
              + ", please rebuild.");
    }
    // How a real plan says that it is damaged depends on where; these words are the stand-in's.
    int end = file.length - DIGEST;
    if (header(file).getLong(16) != file.length
        || !Arrays.equals(digest(file, end), Arrays.copyOfRange(file, end, file.length))) {
      throw refused(
          here,
          1,
          "Serialization",
          "Serialization assertion plan->header.size == blobSize failed.");
    }
    int words = header(file).getInt(HEADER);
    String flags = new String(file, HEADER + 4, words, StandardCharsets.UTF_8);
    byte[] onnx = Arrays.copyOfRange(file, HEADER + 4 + words, end);
    return new Plan(made, madeOn, Set.of(flags.split(" ", -1)), onnx);
  }

  /** What 10.x really logs: each number as the character of that code, and no NUL. */
  private static String numbersAsCharacters(byte[] file) {
    return ((char) file[24] + "." + (char) file[25] + "." + (char) file[26]).replace("\0", "");
  }

  private static Stopped refused(Version here, int code, String kind, String why) {
    String place = here.major() >= 10 ? "IRuntime::deserializeCudaEngine: " : "";
    return new Stopped(
        here.major() >= 10
            ? "Error["
                + code
                + "]: "
                + place
                + "Error Code "
                + code
                + ": "
                + kind
                + " ("
                + why
                + ")"
            : code == 6
                ? "6: " + why
                : "Error[1]: [runtime.cpp::parsePlan::314] Error Code 1: "
                    + kind
                    + " ("
                    + why
                    + ")",
        "Engine deserialization failed");
  }

  private static ByteBuffer header(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String dotted(int compute) {
    return compute / 10 + "." + compute % 10;
  }

  /** Fast where a JVM has just begun: it is done at every call. */
  private static byte[] digest(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    return ByteBuffer.allocate(DIGEST).putLong(sum.getValue()).array();
  }
}
