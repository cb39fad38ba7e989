package dev.gantry.jenkins;

import java.util.Map;
import java.util.TreeMap;

/** The files of one agent, by path, and the folder a pipeline stands in. */
final class Workspace {
  final String agent;
  final Map<String, String> files = new TreeMap<>();
  private String folder = "";

  Workspace(String agent) {
    this.agent = agent;
  }

  /** Goes into a folder, and tells which one to come back to. */
  String enter(String name) {
    String before = folder;
    folder = folder + name + "/";
    return before;
  }

  void back(String before) {
    folder = before;
  }

  boolean deleteHere() {
    return files.keySet().removeIf(path -> path.startsWith(folder));
  }

  Map<String, String> here() {
    Map<String, String> here = new TreeMap<>();
    files.forEach(
        (path, text) -> {
          if (path.startsWith(folder)) {
            here.put(path.substring(folder.length()), text);
          }
        });
    return here;
  }

  String put(String path, String text) {
    files.put(folder + path, text);
    return path;
  }
}
