package dev.gantry.harness.lab;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Something that goes wrong.
 *
 * @param prepare before the run starts
 * @param strike at the moment, while the run goes on; for faults that are there from the start this
 *     does nothing
 * @param verdict the exit code that is right
 * @param words what the harness must say of it; nothing where nobody need notice
 */
record Fault(
    String name, String when, Act prepare, Moment moment, Act strike, int verdict, Pattern words) {
  private static final String MEASURING = "jobs/*soak*/telemetry";

  String title() {
    return name + ", " + when;
  }

  /** Nothing need be said of it: it is got over, or the harness itself is gone. */
  boolean silent() {
    return words.pattern().isEmpty();
  }

  /** Done to a scene. */
  interface Act {
    void on(Scene scene) throws IOException;
  }

  /** When it strikes: the files that the board holds tell. */
  enum Moment {
    BEFORE,
    PUSH,
    RUN,
    FETCH;

    void await(Scene scene) throws IOException {
      switch (this) {
        case BEFORE -> {}
        case PUSH -> scene.await("**.part");
        case RUN -> scene.await(MEASURING);
        case FETCH -> {
          scene.await(MEASURING);
          // So slow that what is fetched is still on its way.
          scene.board().slow("200kbit");
          scene.await("jobs/*soak*/status");
        }
      }
    }
  }
}
