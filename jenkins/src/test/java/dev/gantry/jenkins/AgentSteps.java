package dev.gantry.jenkins;

import static dev.gantry.jenkins.StepDesk.map;
import static dev.gantry.jenkins.StepDesk.text;

import groovy.lang.Closure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The steps that need an agent: files, environment, keys, the shell, and stashes between agents.
 */
final class AgentSteps {
  private static final String THE_KEY = "gantry-rack";

  private final StepDesk desk;
  private final StandInGantry gantry;
  private final List<Shell> shells = new ArrayList<>();
  private final Deque<Workspace> workspaces = new ArrayDeque<>();
  private final Map<String, String> environment = new TreeMap<>();
  private final Map<String, Map<String, String>> stashes = new LinkedHashMap<>();
  private final List<Workspace> lost = new ArrayList<>();
  private final Map<String, String> leftovers = new LinkedHashMap<>();

  AgentSteps(StepDesk desk, StandInGantry gantry) {
    this.desk = desk;
    this.gantry = gantry;
  }

  List<Shell> shells() {
    return shells;
  }

  Workspace here() {
    return workspaces.getFirst();
  }

  /** The agent that is in use goes away, with all its files. */
  void lose() {
    lost.add(here());
  }

  /** What an earlier build left in the workspace of every agent. */
  void leave(String path, String text) {
    leftovers.put(path, text);
  }

  /** Takes an agent with this label, until the end of the build or of a node block. */
  void take(String label) {
    Workspace workspace = new Workspace(label);
    leftovers.forEach(workspace::put);
    workspaces.push(workspace);
  }

  void register() {
    Class<?> name = CharSequence.class;
    Class<?> block = Closure.class;
    desk.takes("node", given -> node(text(given[0]), given[1]), name, block);
    desk.takes("dir", given -> dir(text(given[0]), given[1]), name, block);
    desk.takes("deleteDir", given -> here().deleteHere());
    desk.takes("checkout", given -> here().put("release.yaml", ""), Map.class);
    desk.takes("fileExists", given -> here().here().containsKey(text(given[0])), name);
    desk.takes("readFile", given -> here().here().get(map(given[0]).get("file")), Map.class);
    desk.takes("withEnv", given -> withEnv((List<?>) given[0], given[1]), List.class, block);
    desk.takes("sshUserPrivateKey", given -> given[0], Map.class);
    desk.takes(
        "withCredentials", given -> withKey((List<?>) given[0], given[1]), List.class, block);
    desk.takes("sh", given -> sh(map(given[0])), Map.class);
    desk.takes("stash", given -> stash(map(given[0])), Map.class);
    desk.takes("unstash", given -> unstash(text(given[0])), name);
  }

  private Object node(String label, Object block) {
    return around(() -> take(label), () -> desk.run(block), workspaces::pop);
  }

  private Object dir(String name, Object block) {
    Workspace workspace = here();
    String before = workspace.enter(name);
    return around(() -> {}, () -> desk.run(block), () -> workspace.back(before));
  }

  private Object withEnv(List<?> assignments, Object block) {
    Map<String, String> added = new LinkedHashMap<>();
    for (Object assignment : assignments) {
      String[] parts = text(assignment).split("=", 2);
      added.put(parts[0], parts[1]);
    }
    return within(added, block);
  }

  private Object withKey(List<?> wanted, Object block) {
    Map<String, String> added = new LinkedHashMap<>();
    for (Object each : wanted) {
      String id = text(map(each).get("credentialsId"));
      if (!id.equals(THE_KEY)) {
        throw new Step.Failed("Could not find credentials entry with ID '" + id + "'");
      }
      added.put(text(map(each).get("keyFileVariable")), "key-file-of-" + id);
    }
    return within(added, block);
  }

  private Object within(Map<String, String> added, Object block) {
    Map<String, String> before = Map.copyOf(environment);
    return around(
        () -> environment.putAll(added),
        () -> desk.run(block),
        () -> {
          environment.clear();
          environment.putAll(before);
        });
  }

  private Object sh(Map<?, ?> how) {
    Shell shell = new Shell(here().agent, text(how.get("script")), environment);
    shells.add(shell);
    int code = gantry.run(shell, here());
    if (!Boolean.TRUE.equals(how.get("returnStatus")) && code != 0) {
      throw new Step.Failed("script returned exit code " + code);
    }
    return code;
  }

  private Object stash(Map<?, ?> how) {
    if (lost.contains(here())) {
      throw new Step.Failed("the agent is offline");
    }
    if (!"**".equals(how.get("includes")) || !Boolean.FALSE.equals(how.get("useDefaultExcludes"))) {
      throw new Step.Failed("this stash leaves something out: " + how);
    }
    stashes.put(text(how.get("name")), here().here());
    return true;
  }

  private Object unstash(String name) {
    Map<String, String> stash = stashes.get(name);
    if (stash == null) {
      throw new Step.Failed("No such saved stash '" + name + "'");
    }
    stash.forEach(here()::put);
    return true;
  }

  private static Object around(Runnable before, Supplier<Object> work, Runnable after) {
    before.run();
    try {
      return work.get();
    } finally {
      after.run();
    }
  }
}
