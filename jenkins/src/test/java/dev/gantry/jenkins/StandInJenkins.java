package dev.gantry.jenkins;

import static dev.gantry.jenkins.StepDesk.map;
import static dev.gantry.jenkins.StepDesk.text;

import com.lesfurets.jenkins.unit.PipelineTestHelper;
import com.lesfurets.jenkins.unit.cps.PipelineTestHelperCPS;
import com.lesfurets.jenkins.unit.global.lib.LibraryConfiguration;
import groovy.lang.Binding;
import groovy.lang.Closure;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Plays Jenkins for the real Jenkinsfile and the real library: takes every step they call, and
 * keeps what it did. Plug-ins can be missing, agents can be lost.
 */
final class StandInJenkins {
  private static final Path ROOM = Path.of("").toAbsolutePath();

  private final StandInGantry gantry = new StandInGantry();
  private final Build build = new Build();
  private final PipelineTestHelper helper;
  private final StepDesk desk;
  private final AgentSteps agents;

  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final List<String> missingPlugins = new ArrayList<>();

  private final List<String> log = new ArrayList<>();
  private final List<String> settings = new ArrayList<>();
  private final List<String> locks = new ArrayList<>();
  private final List<String> published = new ArrayList<>();
  private final NavigableSet<String> archived = new TreeSet<>();

  StandInJenkins() {
    this(new PipelineTestHelper());
  }

  private StandInJenkins(PipelineTestHelper helper) {
    this.helper = helper;
    this.desk = new StepDesk(helper);
    this.agents = new AgentSteps(desk, gantry);
  }

  /** Saves the pipeline at every step, as Jenkins does to survive a restart. It is slow. */
  static StandInJenkins thatSavesEveryStep() {
    return new StandInJenkins(new PipelineTestHelperCPS());
  }

  StandInJenkins with(String parameter, String value) {
    parameters.put(parameter, value);
    return this;
  }

  StandInJenkins without(String plugin) {
    missingPlugins.add(plugin);
    return this;
  }

  /** What an earlier build left in the workspace of every agent. */
  StandInJenkins left(String path, String text) {
    agents.leave(path, text);
    return this;
  }

  /** The shell steps whose line holds the text end with these codes, one after another. */
  StandInJenkins exits(String text, int... codes) {
    for (int code : codes) {
      gantry.ends(text, () -> code);
    }
    return this;
  }

  /** The next shell step whose line holds the text does not end, but throws this. */
  StandInJenkins fails(String text, RuntimeException broken) {
    gantry.ends(
        text,
        () -> {
          throw broken;
        });
    return this;
  }

  /** In the next shell step whose line holds the text, a plug-in turns out to be missing. */
  StandInJenkins misses(String text) {
    gantry.ends(
        text,
        () -> {
          throw new NoSuchMethodError("No such DSL method found");
        });
    return this;
  }

  /** The agent of the next shell step whose line holds the text goes away. */
  StandInJenkins loses(String text) {
    gantry.ends(
        text,
        () -> {
          agents.lose();
          throw new Step.Failed("the agent went offline");
        });
    return this;
  }

  /** Runs the Jenkinsfile once. */
  StandInJenkins build() {
    return build(ROOM);
  }

  /** Runs the Jenkinsfile of another folder, with the library of this one. */
  StandInJenkins build(Path folder) {
    helper.setScriptRoots(folder.toString());
    helper.setBaseScriptRoot(folder.toString());
    helper.setScriptExtension("");
    helper.setBaseClassloader(getClass().getClassLoader());
    helper.init();
    helper.registerSharedLibrary(library());
    registerDeclaration();
    registerPlugins();
    new FlowSteps(desk, build, log).register();
    agents.register();
    Binding binding = new Binding();
    binding.setVariable("currentBuild", build);
    binding.setVariable("env", Map.of("BUILD_URL", "https://ci.example/job/gate/7/"));
    binding.setVariable("params", parameters);
    binding.setVariable("scm", Map.of());
    helper.runScript("Jenkinsfile", binding);
    return this;
  }

  String result() {
    return build.getResult();
  }

  String name() {
    return build.getDisplayName();
  }

  String description() {
    return build.getDescription();
  }

  /** Every stage with how it ended, in the order in which they began. */
  List<String> stages() {
    List<String> stages = new ArrayList<>();
    build.stages().forEach((stage, ended) -> stages.add(stage + " " + ended));
    return stages;
  }

  List<Shell> shells() {
    return agents.shells();
  }

  /** The texts of the shell steps, in order. */
  List<String> scripts() {
    return shells().stream().map(Shell::script).toList();
  }

  Map<String, String> parameters() {
    return parameters;
  }

  List<String> log() {
    return log;
  }

  /** What the Jenkinsfile declares about itself. */
  List<String> settings() {
    return settings;
  }

  /** The locks that were taken, each with how many shell steps ran while it was held. */
  List<String> locks() {
    return locks;
  }

  List<String> published() {
    return published;
  }

  NavigableSet<String> archived() {
    return archived;
  }

  private static LibraryConfiguration library() {
    LibraryConfiguration library = new LibraryConfiguration();
    library.setName("gantry");
    library.setDefaultVersion("main");
    library.setTargetPath("unused");
    library.setRetriever(
        (name, version, target) -> {
          try {
            return List.of(ROOM.toUri().toURL());
          } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
          }
        });
    return library;
  }

  private void registerDeclaration() {
    for (String block : List.of("pipeline", "agent", "parameters", "triggers", "options")) {
      desk.takes(block, given -> desk.run(given[0]), Closure.class);
    }
    for (String block : List.of("steps", "post", "always")) {
      desk.takes(block, given -> desk.run(given[0]), Closure.class);
    }
    desk.takes("label", given -> agent(text(given[0])), String.class);
    desk.takes("string", given -> parameter(map(given[0])), Map.class);
    desk.takes("cron", given -> settings.add("cron " + given[0]), String.class);
    desk.takes("timeout", given -> settings.add("timeout " + given[0]), Map.class);
    desk.takes("logRotator", given -> settings.add("logRotator " + given[0]), Map.class);
    desk.takes("buildDiscarder", given -> true, Object.class);
    for (String option : List.of("timestamps", "disableConcurrentBuilds", "skipDefaultCheckout")) {
      desk.takes(option, given -> settings.add(option));
    }
  }

  private void registerPlugins() {
    desk.takes("lock", given -> lock(map(given[0]), given[1]), Map.class, Closure.class);
    desk.takes("archiveArtifacts", given -> archive(map(given[0])), Map.class);
    desk.takes("junit", given -> published.add("junit " + given[0]), Map.class);
    desk.takes("allure", given -> allure(map(given[0])), Map.class);
  }

  private Object agent(String label) {
    agents.take(label);
    return true;
  }

  private Object parameter(Map<?, ?> declared) {
    parameters.putIfAbsent(text(declared.get("name")), text(declared.get("defaultValue")));
    return true;
  }

  private Object lock(Map<?, ?> how, Object block) {
    plugin("lock");
    int before = shells().size();
    try {
      return desk.run(block);
    } finally {
      locks.add(how.get("resource") + ": " + (shells().size() - before));
    }
  }

  private Object archive(Map<?, ?> how) {
    published.add("archiveArtifacts " + how);
    for (String pattern : text(how.get("artifacts")).split(", ", -1)) {
      for (String path : agents.here().here().keySet()) {
        if (path.startsWith(pattern.replace("**", ""))) {
          archived.add(path);
        }
      }
    }
    return true;
  }

  private Object allure(Map<?, ?> how) {
    plugin("allure");
    return published.add("allure " + how);
  }

  private void plugin(String step) {
    if (missingPlugins.contains(step)) {
      throw new NoSuchMethodError(
          "No such DSL method '" + step + "' found among steps [sh, stage]");
    }
  }
}
