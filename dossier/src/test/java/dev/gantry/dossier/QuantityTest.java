package dev.gantry.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantityTest {
  @Test
  void quantities_are_read_as_people_write_them() {
    assertThat(Quantity.parse("12 ms")).isEqualTo(new Quantity(12, Unit.MILLISECOND));
    assertThat(Quantity.parse("12ms")).isEqualTo(new Quantity(12, Unit.MILLISECOND));
    assertThat(Quantity.parse("  0.1   % ")).isEqualTo(new Quantity(0.1, Unit.PERCENT));
    assertThat(Quantity.parse("-3 dB")).isEqualTo(new Quantity(-3, Unit.DECIBEL));
    assertThat(Quantity.parse(".5")).isEqualTo(new Quantity(0.5, Unit.ONE));
    assertThat(Quantity.parse("1e3 B")).isEqualTo(new Quantity(1000, Unit.BYTE));
    assertThat(Quantity.parse("250 µs").unit()).isEqualTo(Unit.MICROSECOND);
    assertThat(Quantity.parse("60 °C")).isEqualTo(new Quantity(60, Unit.CELSIUS));
    assertThat(Quantity.parse("60C")).isEqualTo(new Quantity(60, Unit.CELSIUS));
    assertThat(Quantity.parse("250 \u03bcs").unit()).isEqualTo(Unit.MICROSECOND);
  }

  @Test
  void what_is_written_is_read_again() {
    long seed = 7_102;
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      // Six digits are what a message shows, so six come back.
      double value = (random.nextInt(1_999_999) - 999_999) * Math.pow(10, random.nextInt(9) - 6);
      Unit unit = List.of(Unit.values()).get(random.nextInt(Unit.values().length));
      Quantity written = new Quantity(value, unit);
      Quantity read = Quantity.parse(written.toString());
      assertThat(read.unit()).as("seed %d, %s", seed, written).isEqualTo(unit);
      assertThat(read.value())
          .as("seed %d, %s", seed, written)
          .isCloseTo(value, within(Math.abs(value) * 1e-9));
    }
  }

  @Test
  void every_unit_changes_into_every_other_of_its_dimension_and_back() {
    long seed = 7_103;
    Random random = new Random(seed);
    for (Unit from : Unit.values()) {
      for (Unit to : Unit.values()) {
        Quantity quantity = new Quantity(random.nextDouble() * 1000, from);
        if (from.dimension() == to.dimension()) {
          Quantity there = quantity.in(to);
          assertThat(there.plain())
              .as("seed %d, %s to %s", seed, quantity, to)
              .isCloseTo(quantity.plain(), within(quantity.plain() * 1e-12));
          assertThat(there.in(from).value())
              .isCloseTo(quantity.value(), within(quantity.value() * 1e-12));
        } else {
          assertThatThrownBy(() -> quantity.in(to))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("cannot express");
        }
      }
    }
  }

  @Test
  void a_unit_knows_its_size() {
    assertThat(Quantity.parse("2 h").in(Unit.MINUTE).value()).isEqualTo(120);
    assertThat(Quantity.parse("1 GiB").in(Unit.BYTE).value()).isEqualTo(1L << 30);
    assertThat(Quantity.parse("5 %").in(Unit.ONE).value()).isEqualTo(0.05);
    assertThat(Quantity.parse("1 pt").in(Unit.PERCENT).value()).isEqualTo(1);
  }

  @Test
  void every_symbol_is_read_as_its_own_unit_in_its_own_case() {
    for (Unit unit : Unit.values()) {
      assertThat(Unit.ofSymbol(unit.symbol())).contains(unit);
      assertThat(unit.dimension().units()).contains(unit);
    }
    assertThat(Unit.ofSymbol("MS")).isEmpty();
    assertThat(Unit.ofSymbol("MB")).isEmpty();
    assertThat(Unit.ofSymbol("mib")).isEmpty();
  }

  @Test
  void hostile_text_is_refused_with_words() {
    for (String text :
        List.of(
            "",
            " ",
            "ms",
            "twelve ms",
            "12 parsecs",
            "12 ms ms",
            "1,5 ms",
            "1.2.3 ms",
            "0x10 ms",
            "1e ms",
            "1e9999 ms",
            "NaN ms",
            "Infinity ms",
            "1f ms",
            "--1 ms",
            "1 \u2003ms",
            "\u0661\u0662 ms",
            "1\u0000ms",
            "1 ms\nrm -rf")) {
      assertThatThrownBy(() -> Quantity.parse(text))
          .as("'%s'", text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + text + "'");
    }
    assertThatThrownBy(() -> Quantity.parse("9".repeat(100_000) + " x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_unknown_is_never_a_quantity() {
    assertThatThrownBy(() -> new Quantity(Double.NaN, Unit.SECOND))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown is absent");
  }

  @Test
  void a_message_shows_plain_digits() {
    assertThat(new Quantity(14.2, Unit.MILLISECOND)).hasToString("14.2 ms");
    assertThat(new Quantity(1234567.89, Unit.BYTE)).hasToString("1234570 B");
    assertThat(new Quantity(1e-5, Unit.ONE)).hasToString("0.00001");
    assertThat(new Quantity(-0.0, Unit.ONE)).hasToString("0");
    assertThat(new Quantity(Double.POSITIVE_INFINITY, Unit.DECIBEL)).hasToString("infinite dB");
  }
}
