package dev.gantry.jenkins;

import groovy.lang.Closure;

/** A step of Jenkins: what a pipeline calls by its name. */
final class Step extends Closure<Object> {
  private static final long serialVersionUID = 1;

  /** What a step does with its arguments. */
  interface Deed {
    Object with(Object... arguments);
  }

  /** Comes out of a step that was given up, as by somebody who stops the build. */
  static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Interrupted() {
      super("stopped by a person");
    }
  }

  /** Comes out of a step that went wrong. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed(String message) {
      super(message);
    }
  }

  private final transient Deed deed;

  Step(Deed deed) {
    super(deed);
    this.deed = deed;
  }

  /** Groovy finds this by its name. */
  public Object doCall(Object... arguments) {
    return deed.with(arguments);
  }
}
