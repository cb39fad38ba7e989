package dev.gantry.runner;

/** An engine for which everything lies ready: a query does nothing but infer. */
public interface ReadyEngine extends AutoCloseable {
  /** Whether outputs are written into memory of ours; else the runtime takes some each time. */
  boolean pinned();

  /** How many samples one query is fed. */
  int batch();

  /** One inference; its answer can be looked at until it is forgotten. */
  void ask(long query) throws BackendException;

  /** After each query, outside of what is timed. */
  void forget();

  /** A copy of what the last query answered to one of the samples it was fed. */
  SampleAnswer answer(long query, int place) throws BackendException;

  @Override
  void close();
}
