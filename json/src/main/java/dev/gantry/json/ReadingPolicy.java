package dev.gantry.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sets the one set of limits, and says in words which of them a text went over. */
final class ReadingPolicy {
  static final int DEEPEST = 64;
  static final int LONGEST_TEXT = 4 << 20;
  static final int LONGEST_KEY = 50_000;

  /** Only so that Jackson stops; the sensible limit is the parser's. */
  private static final int LONGEST_NUMBER = 1_000;

  private static final Pattern STRANGER = Pattern.compile("^Unexpected character \\(('.')");

  private ReadingPolicy() {}

  static JsonMapper mapper(Set<JsonLeniency> allowed) {
    JsonFactoryBuilder factory =
        new JsonFactoryBuilder()
            // Keys from outside would stay in the memory of the process.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .configure(
                StreamReadFeature.STRICT_DUPLICATE_DETECTION,
                !allowed.contains(JsonLeniency.REPEATED_KEYS))
            .configure(
                JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
                allowed.contains(JsonLeniency.NOT_A_NUMBER))
            .configure(
                JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                allowed.contains(JsonLeniency.RAW_CONTROLS))
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(LONGEST_KEY)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build());
    boolean allKeys = !allowed.contains(JsonLeniency.OTHER_KEYS);
    return JsonMapper.builder(factory.build())
        .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, allKeys)
        .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, allKeys)
        .configure(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES, allKeys)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }

  /** What a user of the parser throws of its own stays as it is. */
  static IOException inWords(IOException thrown, GuardedParser parser) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedJsonException refused) {
        return refused;
      }
      if (cause instanceof CharacterCodingException) {
        return parser.refusedWhole("is not UTF-8");
      }
    }
    return thrown instanceof JsonProcessingException json
        ? parser.refusedAt(json.getLocation(), fault(json))
        : thrown;
  }

  private static String fault(JsonProcessingException thrown) {
    String words = thrown.getOriginalMessage().lines().findFirst().orElse("");
    if (thrown instanceof JsonEOFException) {
      return "ends in the middle";
    }
    if (thrown instanceof StreamConstraintsException) {
      return constraint(words);
    }
    if (words.startsWith("Duplicate field")) {
      return "has a key twice:" + words.substring("Duplicate field".length());
    }
    if (thrown instanceof JsonMappingException mapping) {
      return "does not fit at " + place(mapping);
    }
    Matcher stranger = STRANGER.matcher(words);
    return stranger.find() ? "is no JSON: " + stranger.group(1) + " stands there" : "is no JSON";
  }

  private static String constraint(String words) {
    if (words.contains("nesting depth")) {
      return "is nested more than " + DEEPEST + " deep";
    }
    if (words.startsWith("String value")) {
      return "holds a text of more than " + LONGEST_TEXT + " letters";
    }
    if (words.startsWith("Name")) {
      return "has a key of more than " + LONGEST_KEY + " letters";
    }
    return words.startsWith("Number value")
        ? "holds a number of more than " + LONGEST_NUMBER + " digits"
        : "is beyond what is read";
  }

  private static String place(JsonMappingException thrown) {
    StringBuilder place = new StringBuilder();
    for (JsonMappingException.Reference step : thrown.getPath()) {
      place.append(
          step.getFieldName() == null ? "[" + step.getIndex() + "]" : "/" + step.getFieldName());
    }
    return place.length() == 0 ? "its start" : place.toString();
  }
}
