package dev.gantry.dossier;

/** Boards that can run the same engine bytes. */
public record BoardKind(
    String name, Backend backend, int threads, Units units, Expectation expect) {
  public BoardKind {
    PlainName.require("board kind", name);
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException("a board kind uses 1 to 1024 threads, not " + threads);
    }
  }

  /** Of which all units are measured, in whatever state they are. */
  public static BoardKind of(String name, Backend backend, int threads) {
    return new BoardKind(name, backend, threads, Units.ALL, Expectation.NOTHING);
  }
}
