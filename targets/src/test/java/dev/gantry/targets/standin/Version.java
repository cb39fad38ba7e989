package dev.gantry.targets.standin;

import java.util.Map;

/** The version of TensorRT that is stood in for. */
record Version(int major, int minor, int patch) {
  /**
   * The fourth number, as {@code libnvinfer} of the JetPack says it; that of 11.4.1 on a Jetson is
   * not known, and zero stands for it.
   */
  private static final Map<String, Integer> BUILDS =
      Map.of("8.5.2", 2, "8.6.2", 3, "10.3.0", 30, "10.13.3", 9, "11.4.1", 0);

  static Version of(String text) {
    String[] parts = text.split("\\.", -1);
    Version version =
        new Version(
            Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    if (!BUILDS.containsKey(version.toString())) {
      throw new IllegalArgumentException(
          text + " is not stood in for, only " + String.join(", ", BUILDS.keySet()));
    }
    return version;
  }

  boolean since(int wantedMajor, int wantedMinor) {
    return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
  }

  int build() {
    return BUILDS.getOrDefault(toString(), 0);
  }

  String withBuild() {
    return this + "." + build();
  }

  /** As the banner has it: 8 packs its numbers tighter than 10 does. */
  String banner() {
    int packed = major * 1000 + minor * 100 + patch;
    if (major >= 10) {
      packed = major * 10000 + minor * 100 + patch;
    }
    return "[TensorRT v" + packed + "]" + (since(10, 13) ? " [b" + build() + "]" : "");
  }

  /** The newest opset that its parser is said to know. */
  int opsets() {
    if (major >= 11) {
      return 25;
    }
    if (major >= 10) {
      return 20;
    }
    return minor >= 6 ? 18 : 17;
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
