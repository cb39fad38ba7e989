package dev.gantry.converter;

/**
 * Names the file in which a board keeps how long the tactics of TensorRT take there. There is one
 * file for a kind of board and a version of TensorRT, beside the jobs that use it.
 */
final class TimingCachePath {
  private TimingCachePath() {}

  static String place(String kind, String version) {
    return "../../timing/" + kind + "-" + version.replaceAll("[^0-9A-Za-z.]", "_") + ".cache";
  }
}
