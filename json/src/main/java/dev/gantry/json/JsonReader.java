package dev.gantry.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.ByteCount;
import java.io.IOException;
import java.io.Reader;
import java.util.Set;

/**
 * Reads JSON that others wrote: boards, tools, people, other computers. Whatever stands in it, what
 * it costs is bounded: bytes, depth, the length of texts, names and numbers, and how many values
 * are held at once. It is UTF-8, no key stands twice in an object, and nothing follows its end.
 * Fractions stay as exact as they are written.
 */
public final class JsonReader {
  /** More keys and values than this are never held at once. */
  static final int MOST_HELD = 8_000_000;

  private final ByteCount most;
  private final String remedy;
  private final JsonMapper mapper;

  /**
   * @param most the largest text of this kind
   * @param remedy what to do about one that is refused
   * @param allowed what the tool that writes it gets wrong
   */
  public JsonReader(ByteCount most, String remedy, JsonLeniency... allowed) {
    this.most = most;
    this.remedy = remedy;
    this.mapper = ReadingPolicy.mapper(Set.of(allowed));
  }

  /** Takes one item of a list; they are counted from 1. */
  @FunctionalInterface
  public interface HeldItem {
    void take(JsonNode item, int number) throws IOException;
  }

  /** Takes one item of a list from a parser that stands on its start, and leaves it on its end. */
  @FunctionalInterface
  public interface StreamedItem {
    void take(JsonParser parser) throws IOException;
  }

  /** The whole of it, which is an object. */
  public ObjectNode object(JsonInput input) throws RefusedJsonException {
    return whole(
        input,
        parser -> {
          parser.allow(MOST_HELD);
          return mapper.readTree(parser);
        });
  }

  /** The whole of it, which is an object that fits this record. */
  public <T extends Record> T value(JsonInput input, Class<T> type) throws RefusedJsonException {
    return whole(input, parser -> mapper.readValue(parser, type));
  }

  /** One item after the other of a list of any length, of which only one is held; how many. */
  public int each(JsonInput input, HeldItem item) throws IOException {
    return list(
        input,
        (parser, number) -> {
          parser.allow(MOST_HELD);
          JsonNode node = mapper.readTree(parser);
          item.take(node, number);
        });
  }

  /** One item after the other of a list whose items may be too large to be held; how many. */
  public int streamed(JsonInput input, StreamedItem item) throws IOException {
    return list(input, (parser, number) -> item.take(parser));
  }

  @FunctionalInterface
  private interface Taking<T> {
    T take(GuardedParser parser) throws IOException;
  }

  @FunctionalInterface
  private interface ListTaking {
    void take(GuardedParser parser, int number) throws IOException;
  }

  private <T> T whole(JsonInput input, Taking<T> taking) throws RefusedJsonException {
    try {
      return read(input, JsonToken.START_OBJECT, taking);
    } catch (RefusedJsonException e) {
      throw e;
    } catch (IOException e) {
      throw RefusedJsonException.at(
          null, input.name(), "cannot be read: " + e.getMessage(), remedy);
    }
  }

  private int list(JsonInput input, ListTaking taking) throws IOException {
    return read(
        input,
        JsonToken.START_ARRAY,
        parser -> {
          int number = 0;
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            taking.take(parser, ++number);
          }
          return number;
        });
  }

  private <T> T read(JsonInput input, JsonToken start, Taking<T> taking) throws IOException {
    try (Reader letters = input.open(most, remedy);
        GuardedParser parser =
            new GuardedParser(mapper.getFactory().createParser(letters), input.name(), remedy)) {
      try {
        JsonToken first = parser.nextToken();
        if (first != start) {
          throw parser.refused(first == null ? "is empty" : insteadOf(start, first));
        }
        T taken = taking.take(parser);
        requireEnd(parser);
        return taken;
      } catch (IOException e) {
        throw ReadingPolicy.inWords(e, parser);
      }
    }
  }

  private static String insteadOf(JsonToken wanted, JsonToken found) {
    return "holds " + kind(found) + ", " + kind(wanted) + " is wanted";
  }

  private static String kind(JsonToken token) {
    if (token == JsonToken.START_OBJECT) {
      return "an object";
    }
    if (token == JsonToken.START_ARRAY) {
      return "a list";
    }
    return token == JsonToken.VALUE_NULL ? "null" : "a single value";
  }

  private static void requireEnd(GuardedParser parser) throws IOException {
    boolean more;
    try {
      more = parser.nextToken() != null;
    } catch (JsonProcessingException e) {
      more = true;
    }
    if (more) {
      throw parser.refused("goes on after its end");
    }
  }
}
