package dev.gantry.dossier;

import java.util.Locale;

/** A number of bytes. */
public record ByteCount(long bytes) implements Comparable<ByteCount> {
  public static final ByteCount ZERO = new ByteCount(0);

  public ByteCount {
    if (bytes < 0) {
      throw new IllegalArgumentException("a byte count is never negative: " + bytes);
    }
  }

  public ByteCount plus(ByteCount other) {
    return new ByteCount(Math.addExact(bytes, other.bytes));
  }

  @Override
  public int compareTo(ByteCount other) {
    return Long.compare(bytes, other.bytes);
  }

  /** As people read it: {@code 187.3 MiB}. */
  @Override
  public String toString() {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double scaled = bytes;
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    // What would round to 1024.0 of a unit is 1.0 of the next.
    while (scaled >= 1023.95 && unit < units.length - 1) {
      scaled /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", scaled, units[unit]);
  }
}
