package dev.gantry.settings;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.key.DistinctItems;
import dev.gantry.settings.key.FileKey;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.LimitDirection;
import dev.gantry.settings.key.NumberRange;
import dev.gantry.settings.key.OptionalList;
import dev.gantry.settings.key.PlainText;
import dev.gantry.settings.key.QuantityDimension;
import dev.gantry.settings.key.SingleWord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file with one key of each kind that can be bound. */
@KeyMeaning("One key of each kind")
record Everything(
    String text,
    @PlainText String plainName,
    @SingleWord String word,
    @NumberRange(min = 1, max = 8) int whole,
    long large,
    double number,
    boolean truth,
    LocalDate day,
    Path path,
    @NumberRange(min = 0, open = true) Duration duration,
    @FileKey("for") @QuantityDimension(Dimension.TIME) Quantity quantity,
    @QuantityDimension(Dimension.LEVEL) @LimitDirection(Relation.AT_LEAST) Limit limit,
    Precision precision,
    @KeyMeaning("A part") Part nested,
    @DistinctItems(by = "name") List<Part> list,
    Map<@PlainText String, @QuantityDimension(Dimension.RATIO) Quantity> byName,
    Map<Precision, Part> byPrecision,
    Optional<@PlainText String> optional,
    @OptionalList @DistinctItems List<Precision> omittable) {

  /** A part with a rule of its own. */
  record Part(String name, Optional<@NumberRange(min = 0) Integer> size) {
    Part {
      if (name.equals("impossible")) {
        throw new IllegalArgumentException("a part cannot be 'impossible'");
      }
    }
  }

  static final String TEXT =
      """
      text: 6.20
      plain-name: orin-nx
      word: gantry@bastion
      whole: 4
      large: 9000000000
      number: 1e-3
      truth: true
      day: 2026-12-31
      path: ~/models/a.onnx
      duration: 60 s
      for: 12 ms
      limit: ">= 20 dB"
      precision: int8+fp16
      nested: { name: one }
      list:
        - name: first
          size: 2
        - { name: second }
      by-name: { night: 3 pt, 2026.1: 1 % }
      by-precision: { int8: { name: x } }
      """;
}
