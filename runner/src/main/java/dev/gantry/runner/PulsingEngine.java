package dev.gantry.runner;

/** An engine that lies ready, of whose every query the watch is told. */
public record PulsingEngine(ReadyEngine engine, NativeCallPulse pulse) implements ReadyEngine {
  @Override
  public boolean pinned() {
    return engine.pinned();
  }

  @Override
  public int batch() {
    return engine.batch();
  }

  @Override
  public void ask(long query) throws BackendException {
    pulse.enter();
    engine.ask(query);
    pulse.leave();
  }

  @Override
  public void forget() {
    engine.forget();
  }

  @Override
  public SampleAnswer answer(long query, int place) throws BackendException {
    return engine.answer(query, place);
  }

  @Override
  public void close() {
    engine.close();
  }
}
