package dev.gantry.jenkins;

import java.util.Map;
import java.util.TreeMap;

/** One shell step: on which agent, its text, and what the pipeline put into its environment. */
record Shell(String agent, String script, Map<String, String> environment) {
  Shell {
    environment = Map.copyOf(environment);
  }

  /** All of it on one line, the environment sorted by name. */
  String line() {
    StringBuilder line = new StringBuilder(agent).append(": ");
    new TreeMap<>(environment)
        .forEach((name, value) -> line.append(name).append('=').append(value).append(' '));
    return line.append(script).toString();
  }
}
