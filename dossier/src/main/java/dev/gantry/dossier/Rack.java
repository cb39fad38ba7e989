package dev.gantry.dossier;

import java.util.List;

/** The inventory: which boards there are, and of which kinds. */
public record Rack(String name, List<BoardKind> kinds, List<Board> boards) {
  public Rack {
    kinds = List.copyOf(kinds);
    boards = List.copyOf(boards);
  }

  public BoardKind kind(String kind) {
    return kinds.stream()
        .filter(candidate -> candidate.name().equals(kind))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no board kind " + kind + " in " + name));
  }

  public Board board(String board) {
    return boards.stream()
        .filter(candidate -> candidate.name().equals(board))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no board " + board + " in " + name));
  }
}
