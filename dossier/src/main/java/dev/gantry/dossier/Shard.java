package dev.gantry.dossier;

import java.util.List;

/** The part of a plan that one agent of several takes: its boards belong to no other shard. */
public record Shard(int number, int of, List<String> boards) {
  public Shard {
    boards = List.copyOf(boards);
    if (number < 1 || number > of) {
      throw new IllegalArgumentException("there is no shard " + number + " of " + of);
    }
  }

  public String words() {
    return "shard " + number + " of " + of;
  }
}
