package dev.gantry.converter;

/**
 * Where a board keeps what the tactics of TensorRT cost there: one file for a kind and a version,
 * beside the jobs that use it.
 */
final class TimingCache {
  private TimingCache() {}

  static String place(String kind, String version) {
    return "../../timing/" + kind + "-" + version.replaceAll("[^0-9A-Za-z.]", "_") + ".cache";
  }
}
