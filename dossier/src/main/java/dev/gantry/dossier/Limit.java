package dev.gantry.dossier;

/** A bound that a measured value must keep: {@code <= 12 ms}, {@code >= 20 dB}. */
public record Limit(Relation relation, Quantity bound) {
  /** Says which side of the bound is allowed. */
  public enum Relation {
    AT_MOST("<="),
    AT_LEAST(">=");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    @Override
    public String toString() {
      return sign;
    }
  }

  public Limit {
    if (Double.isInfinite(bound.value())) {
      throw new IllegalArgumentException("a limit is finite, else it limits nothing");
    }
  }

  public static Limit parse(String text) {
    String stripped = text.strip();
    for (Relation relation : Relation.values()) {
      if (stripped.startsWith(relation.sign)) {
        return new Limit(relation, Quantity.parse(stripped.substring(relation.sign.length())));
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a limit; write it like '<= 12 ms' or '>= 20 dB'");
  }

  public boolean allows(Quantity measured) {
    return relation == Relation.AT_MOST
        ? measured.plain() <= bound.plain()
        : measured.plain() >= bound.plain();
  }

  /** What people call keeping it: {@code at most 12 ms}. */
  public String words() {
    return (relation == Relation.AT_MOST ? "at most " : "at least ") + bound;
  }

  /** The same as a demand: {@code at most 12 ms allowed}, {@code at least 20 dB required}. */
  public String demand() {
    return words() + (relation == Relation.AT_MOST ? " allowed" : " required");
  }

  @Override
  public String toString() {
    return relation + " " + bound;
  }
}
