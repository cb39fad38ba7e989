package dev.gantry.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import dev.gantry.dossier.PrintableText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Refuses numbers that cost more than they are worth, and more values than memory is kept for. */
final class GuardedParser extends JsonParserDelegate {
  private static final int LONGEST_NUMBER = 400;
  private static final int LARGEST_EXPONENT_DIGITS = 3;
  private static final int SHOWN = 24;

  private final String name;
  private final String remedy;
  private long values;
  private long most = Long.MAX_VALUE;

  GuardedParser(JsonParser parser, String name, String remedy) {
    super(parser);
    this.name = name;
    this.remedy = remedy;
  }

  /** From here on, until this is called again. */
  void allow(long values) {
    this.values = 0;
    this.most = values;
  }

  RefusedJsonException refused(String fault) {
    return refusedAt(currentLocation(), fault);
  }

  RefusedJsonException refusedAt(@Nullable JsonLocation place, String fault) {
    return RefusedJsonException.at(place, name, fault, remedy);
  }

  /** Where no place is known. */
  RefusedJsonException refusedWhole(String fault) {
    return refusedAt(null, fault);
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    if (token != null && token.isNumeric()) {
      requireSensibleNumber();
    }
    if (++values > most) {
      throw refused("holds more than " + most + " keys and values");
    }
    return token;
  }

  @Override
  public @Nullable JsonToken nextValue() throws IOException {
    JsonToken token = nextToken();
    return token == JsonToken.FIELD_NAME ? nextToken() : token;
  }

  @Override
  public @Nullable String nextFieldName() throws IOException {
    return nextToken() == JsonToken.FIELD_NAME ? currentName() : null;
  }

  @Override
  public @Nullable String nextTextValue() throws IOException {
    return nextToken() == JsonToken.VALUE_STRING ? getText() : null;
  }

  /** A written exponent costs nothing until somebody calculates with it. */
  private void requireSensibleNumber() throws IOException {
    char[] letters = getTextCharacters();
    int length = getTextLength();
    int end = getTextOffset() + length;
    int exponent = getTextOffset();
    while (exponent < end && letters[exponent] != 'e' && letters[exponent] != 'E') {
      exponent++;
    }
    // Jackson's own limit on digits comes first where it is lower.
    if (length <= LONGEST_NUMBER && exponent == end) {
      return;
    }
    String text = new String(letters, getTextOffset(), length);
    String digits = exponent == end ? "" : text.substring(exponent - getTextOffset() + 1);
    if (length > LONGEST_NUMBER
        || digits.replaceFirst("^[+-]?0*", "").length() > LARGEST_EXPONENT_DIGITS
        || Double.isInfinite(Double.parseDouble(text))) {
      String shown = length <= SHOWN ? text : text.substring(0, SHOWN) + "...";
      throw refused("holds the number " + PrintableText.line(shown) + ", which is no sensible one");
    }
  }
}
