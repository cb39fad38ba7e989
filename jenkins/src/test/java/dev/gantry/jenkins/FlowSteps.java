package dev.gantry.jenkins;

import static dev.gantry.jenkins.StepDesk.map;
import static dev.gantry.jenkins.StepDesk.text;

import groovy.lang.Closure;
import java.util.List;
import java.util.Map;

/** The steps that decide what happens next. Parallel branches run one after another. */
record FlowSteps(StepDesk desk, Build build, List<String> log) {
  void register() {
    desk.takes(
        "stage", given -> stage(text(given[0]), given[1]), CharSequence.class, Closure.class);
    desk.takes("catchError", given -> caught(map(given[0]), given[1]), Map.class, Closure.class);
    desk.takes("parallel", given -> parallel(map(given[0])), Map.class);
    desk.takes("stages", given -> settled(given[0]), Closure.class);
    desk.takes("echo", given -> log.add(text(given[0])), CharSequence.class);
    desk.takes("error", given -> error(text(given[0])), CharSequence.class);
    desk.takes("unstable", given -> unstable(text(given[0])), CharSequence.class);
  }

  /** All stages of a declarative pipeline: however they end, post comes after them. */
  private Object settled(Object block) {
    try {
      desk.run(block);
    } catch (RuntimeException | Error broken) {
      log.add(text(broken.getMessage()));
      build.setResult(resultOf(broken));
    }
    return true;
  }

  private Object stage(String name, Object block) {
    build.enter(name);
    try {
      return desk.run(block);
    } catch (RuntimeException | Error broken) {
      build.mark(resultOf(broken));
      throw broken;
    } finally {
      build.leave();
    }
  }

  private Object caught(Map<?, ?> how, Object block) {
    try {
      return desk.run(block);
    } catch (RuntimeException broken) {
      boolean passesOn = Boolean.FALSE.equals(how.get("catchInterruptions"));
      if (broken instanceof Step.Interrupted && passesOn) {
        throw broken;
      }
      log.add(text(how.get("message")));
      log.add(text(broken.getMessage()));
      build.setResult(text(how.get("buildResult")));
      build.mark(text(how.get("stageResult")));
      return true;
    }
  }

  private Object parallel(Map<?, ?> branches) {
    RuntimeException first = null;
    for (Object branch : branches.values()) {
      try {
        desk.run(branch);
      } catch (RuntimeException broken) {
        first = first == null ? broken : first;
      }
    }
    if (first != null) {
      throw first;
    }
    return true;
  }

  private static Object error(String message) {
    throw new Step.Failed(message);
  }

  private Object unstable(String message) {
    log.add(message);
    build.setResult("UNSTABLE");
    build.mark("UNSTABLE");
    return true;
  }

  private static String resultOf(Throwable broken) {
    return broken instanceof Step.Interrupted ? "ABORTED" : "FAILURE";
  }
}
