package dev.gantry.dossier;

import java.time.Duration;

/** A way of driving inference, such as one query after another or at a fixed rate. */
public sealed interface Scenario {
  /**
   * In so many processes a scenario of a fixed length is driven: they differ from start to start.
   */
  int PROCESSES = 5;

  String name();

  /**
   * How long a process of it takes by the clock alone; nothing for what ends when its queries are
   * done.
   */
  default Duration length() {
    return Duration.ZERO;
  }

  /** How long all of its processes take by the clock alone. */
  default Duration driven() {
    return length().multipliedBy(rounds());
  }

  /** At most so many rounds of it are in a trial: processes, or the windows of a soak. */
  int rounds();

  /** As people say it, after "driven". */
  String words();

  /** Gives one answer for each kind: a new kind does not compile until every place has one. */
  interface Cases<T, X extends Exception> {
    T single(Single scenario) throws X;

    T periodic(Periodic scenario) throws X;

    T offline(Offline scenario) throws X;

    T soak(Soak scenario) throws X;

    T cold(Cold scenario) throws X;
  }

  <T, X extends Exception> T in(Cases<T, X> cases) throws X;

  /**
   * One after another, as fast as it goes. Every round is a process of its own, so that what one
   * start happened to get does not decide.
   */
  record Single(int warmUp, int queries, int rounds) implements Scenario {
    public Single {
      if (warmUp < 0 || queries < 1 || rounds < 1) {
        throw new IllegalArgumentException("a scenario asks at least one query in one round");
      }
    }

    @Override
    public String name() {
      return "single";
    }

    @Override
    public String words() {
      return "one query after another";
    }

    @Override
    public <T, X extends Exception> T in(Cases<T, X> cases) throws X {
      return cases.single(this);
    }
  }

  /** A camera: a query is due every period, whether or not the one before has been answered. */
  record Periodic(Duration period, Duration deadline, Duration length) implements Scenario {
    public Periodic {
      requirePositive("period", period);
      requirePositive("deadline", deadline);
      requirePositive("length", length);
    }

    @Override
    public String name() {
      return "periodic";
    }

    @Override
    public int rounds() {
      return PROCESSES;
    }

    @Override
    public String words() {
      return "at "
          + new Quantity(1e9 / period.toNanos(), Unit.HERTZ)
          + " for "
          + inEachProcess(length)
          + ", each due within "
          + said(deadline);
    }

    public int queries() {
      return Math.toIntExact(Math.max(1, length.toNanos() / period.toNanos()));
    }

    @Override
    public <T, X extends Exception> T in(Cases<T, X> cases) throws X {
      return cases.periodic(this);
    }
  }

  /** Batches of samples, one batch after another: how many samples a second. */
  record Offline(int batch, Duration length) implements Scenario {
    public Offline {
      requirePositive("length", length);
      if (batch < 1) {
        throw new IllegalArgumentException("a batch holds at least one sample, not " + batch);
      }
    }

    @Override
    public String name() {
      return "offline";
    }

    @Override
    public int rounds() {
      return PROCESSES;
    }

    @Override
    public String words() {
      return (batch == 1 ? "one sample after another for " : "in batches of " + batch + " for ")
          + inEachProcess(length);
    }

    @Override
    public <T, X extends Exception> T in(Cases<T, X> cases) throws X {
      return cases.offline(this);
    }
  }

  /** For minutes or hours without a break, in windows that are each a result of their own. */
  record Soak(Duration window, Duration length) implements Scenario {
    public Soak {
      requirePositive("window", window);
      requirePositive("length", length);
      if (window.compareTo(length) > 0) {
        throw new IllegalArgumentException(
            "a window of " + window + " does not fit into a soak of " + length);
      }
    }

    @Override
    public String name() {
      return "soak";
    }

    @Override
    public int rounds() {
      return windows();
    }

    @Override
    public String words() {
      return "for " + said(length) + " in windows of " + said(window);
    }

    @Override
    public Duration driven() {
      return length;
    }

    public int windows() {
      return Math.toIntExact(length.toNanos() / window.toNanos());
    }

    @Override
    public <T, X extends Exception> T in(Cases<T, X> cases) throws X {
      return cases.soak(this);
    }
  }

  /** Fresh processes: how long the engine takes to load, and the first inference to answer. */
  record Cold(int starts) implements Scenario {
    public Cold {
      if (starts < 1) {
        throw new IllegalArgumentException("at least one start, not " + starts);
      }
    }

    @Override
    public String name() {
      return "cold";
    }

    @Override
    public int rounds() {
      return starts;
    }

    @Override
    public String words() {
      return "from nothing, " + starts + (starts == 1 ? " time" : " times");
    }

    @Override
    public <T, X extends Exception> T in(Cases<T, X> cases) throws X {
      return cases.cold(this);
    }
  }

  private static String inEachProcess(Duration length) {
    return PROCESSES + " x " + said(length);
  }

  private static String said(Duration duration) {
    Quantity exact = new Quantity((double) duration.toNanos(), Unit.NANOSECOND);
    return java.util.stream.Stream.of(
            Unit.HOUR, Unit.MINUTE, Unit.SECOND, Unit.MILLISECOND, Unit.MICROSECOND)
        .map(exact::in)
        .filter(quantity -> quantity.value() >= 1)
        .findFirst()
        .orElse(exact)
        .toString();
  }

  private static void requirePositive(String what, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("a " + what + " is longer than nothing: " + duration);
    }
  }
}
