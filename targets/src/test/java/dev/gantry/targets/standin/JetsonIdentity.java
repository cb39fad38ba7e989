package dev.gantry.targets.standin;

import dev.gantry.targets.probe.Boards;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who a stand-in board says it is: the files of a recorded board at another JetPack, cool, at rest
 * and with locked clocks. What runs on it is this computer's: {@code /proc}, the architecture, the
 * disk and the tools.
 */
public record JetsonIdentity(
    String jetpack, String recorded, String release, String tensorrt, int compute, String mode) {
  private static final String MODEL = "/proc/device-tree/";

  /**
   * By its JetPack. How L4T is numbered at 7.2.2 is not known: such a board has no release file.
   */
  public static JetsonIdentity of(String jetpack) {
    return switch (jetpack) {
      case "5.1" ->
          new JetsonIdentity(
              jetpack, "agx-orin-jetpack-5", "R35 (release), REVISION: 2.1", "8.5.2", 87, "MAXN");
      case "6.2" ->
          new JetsonIdentity(
              jetpack,
              "orin-nx-jetpack-6",
              "R36 (release), REVISION: 4.3",
              "10.3.0",
              87,
              "MAXN_SUPER");
      case "7.1" ->
          new JetsonIdentity(
              jetpack,
              "agx-thor-jetpack-7",
              "R38 (release), REVISION: 4.0",
              "10.13.3",
              110,
              "MAXN");
      case "7.2.2" -> new JetsonIdentity(jetpack, "agx-orin-jetpack-5", "", "11.4.1", 87, "MAXN");
      default -> throw new IllegalArgumentException("no stand-in for JetPack " + jetpack);
    };
  }

  /** Lays the board's files out under a root, and its tools into a folder for the path. */
  public void layOut(Path root, Path bin) throws IOException {
    Map<String, StringBuilder> files = files();
    settle(files);
    if (release.isEmpty()) {
      files.remove("/etc/nv_tegra_release");
    } else {
      put(
          files,
          "/etc/nv_tegra_release",
          "# " + release + ", GCID: 1, BOARD: generic, EABI: aarch64");
    }
    put(files, "/usr/lib/aarch64-linux-gnu/libnvinfer.so." + tensorrt, "");
    for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
      Path target = root.resolve(file.getKey().substring(1));
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue(), StandardCharsets.UTF_8);
    }
    // Whatever watches processes finds those that there are.
    Files.createSymbolicLink(root.resolve("proc"), Path.of("/proc"));
    Files.createDirectories(bin);
    tool(bin, "nvpmodel", "echo 'NV Power Mode: " + mode + "'\necho 0");
    tool(bin, "jetson_clocks", "exit 0");
    tool(bin, "dpkg-query", "echo 'dpkg-query: no packages found' >&2\nexit 1");
    TrtexecProgram.install(bin, tensorrt, compute);
  }

  private Map<String, StringBuilder> files() throws IOException {
    Map<String, StringBuilder> files = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Boards.folder(recorded).resolve("files.txt"))) {
      int colon = line.indexOf(':');
      String path = line.substring(0, Math.max(0, colon));
      boolean tree = path.startsWith(MODEL);
      if (path.isEmpty()
          || (path.startsWith("/proc/") && !tree)
          || path.contains("trtexec")
          || path.contains("libnvinfer")) {
        continue;
      }
      String text = line.substring(colon + 1).replace("\\0", "\0");
      String place =
          tree ? "/sys/firmware/devicetree/base/" + path.substring(MODEL.length()) : path;
      files.computeIfAbsent(place, key -> new StringBuilder()).append(text);
      files.get(place).append(text.endsWith("\0") ? "" : "\n");
    }
    return files;
  }

  private static void settle(Map<String, StringBuilder> files) {
    files.forEach(
        (path, text) -> {
          if (path.endsWith("/cur_state") || path.endsWith("_event_cnt")) {
            replace(text, "0");
          }
          String highest = path.replace("min_freq", "max_freq");
          if (!highest.equals(path) && files.containsKey(highest)) {
            replace(text, files.get(highest).toString().strip());
          }
        });
  }

  private static void put(Map<String, StringBuilder> files, String path, String text) {
    files.put(path, new StringBuilder(text + "\n"));
  }

  private static void replace(StringBuilder text, String by) {
    text.setLength(0);
    text.append(by).append('\n');
  }

  private static void tool(Path bin, String name, String script) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
