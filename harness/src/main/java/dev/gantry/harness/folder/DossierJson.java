package dev.gantry.harness.folder;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trial;
import dev.gantry.harness.folder.older.OlderSchemas;
import dev.gantry.json.JsonInput;
import dev.gantry.json.JsonReader;
import dev.gantry.json.JsonWriter;
import dev.gantry.json.RefusedJsonException;
import java.util.regex.Pattern;

/** The nouns of the dossier as JSON. Every file says which schema it follows, and is held to it. */
public final class DossierJson {
  private static final String SCHEMA = "schema";

  private final JsonReader reader =
      new JsonReader(new ByteCount(256L << 20), "use an untouched copy of the dossier");
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(text())
          .addMixIn(Criterion.class, ByLimit.class)
          .addMixIn(Decoding.class, ByAnswer.class)
          .addMixIn(Finding.class, ByOutcome.class)
          .addMixIn(Scenario.class, ByDrive.class)
          .addMixIn(Trial.class, ByEnd.class)
          .build();

  /** One line, for a journal. */
  public String line(String schema, Object value) {
    try {
      return mapper.writeValueAsString(tree(schema, value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value of ours cannot be written as JSON", e);
    }
  }

  /** Many lines, for a file that people may look into. */
  public String page(String schema, Object value) {
    try {
      return mapper.writer(JsonWriter.everyItemOnALine()).writeValueAsString(tree(schema, value))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value of ours cannot be written as JSON", e);
    }
  }

  /** Of this schema, or of an earlier one that is still read for it. */
  public <T> T read(String schema, Class<T> type, String text) throws MalformedException {
    return readAny(schema, type, text).value();
  }

  /** A value, and the schema that it was written by. */
  record Kept<T>(String schema, T value) {}

  /**
   * Fails with words for people: the schemas that are read, or the place that does not fit the one
   * that it follows.
   */
  <T> Kept<T> readAny(String schema, Class<T> type, String text) throws MalformedException {
    String followed = schema;
    try {
      ObjectNode object = reader.object(JsonInput.of(schema, text));
      if (!object.path(SCHEMA).isTextual()) {
        throw new MalformedException("it does not say which schema it follows");
      }
      followed = object.remove(SCHEMA).asText();
      if (!OlderSchemas.readFor(schema).contains(followed)) {
        throw new OtherSchemaException(followed, schema);
      }
      OlderSchemas.raise(object, followed, schema);
      return new Kept<>(followed, mapper.treeToValue(object, type));
    } catch (RefusedJsonException e) {
      throw new MalformedException("it " + e.what());
    } catch (JsonProcessingException e) {
      throw unfit(followed, e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw unfit(followed, String.valueOf(e.getMessage()));
    }
  }

  private static MalformedException unfit(String schema, String why) {
    return new MalformedException(
        "it does not follow " + schema + ": " + why.lines().findFirst().orElse(""));
  }

  private ObjectNode tree(String schema, Object value) {
    ObjectNode tree = mapper.createObjectNode().put(SCHEMA, schema);
    ObjectNode body = mapper.valueToTree(value);
    tree.setAll(body);
    return tree;
  }

  private static SimpleModule text() {
    SimpleModule module = new SimpleModule("gantry");
    module.addSerializer(Digest.class, ToStringSerializer.instance);
    module.addDeserializer(Digest.class, new DigestReader());
    return module;
  }

  private static final class DigestReader extends FromStringDeserializer<Digest> {
    private static final long serialVersionUID = 1;

    DigestReader() {
      super(Digest.class);
    }

    @Override
    protected Digest _deserialize(
        String text, com.fasterxml.jackson.databind.DeserializationContext context) {
      return Digest.parse(text);
    }
  }

  /** A file that does not hold what it should. */
  public static class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }

    String remedy() {
      return "use an untouched copy of the dossier";
    }

    /** The same with the place in the file. */
    MalformedException at(String place) {
      return new MalformedException(place + ": " + getMessage());
    }
  }

  /** A file of a schema that this version does not read: nothing is wrong with it as such. */
  static final class OtherSchemaException extends MalformedException {
    private static final long serialVersionUID = 1;

    private final String found;
    private final String schema;

    OtherSchemaException(String found, String schema) {
      this(found, schema, "");
    }

    private OtherSchemaException(String found, String schema, String place) {
      super(
          place
              + "it follows "
              + found
              + ", this version reads "
              + String.join(" and ", OlderSchemas.readFor(schema)));
      this.found = found;
      this.schema = schema;
    }

    @Override
    String remedy() {
      return switch (Integer.compare(number(found), number(schema))) {
        case 1 -> "use the version of Gantry that wrote it, or a later one";
        case -1 -> "use the version of Gantry that wrote it, or one that still reads it";
        default -> super.remedy();
      };
    }

    /** A name of another sort is neither earlier nor later. */
    private int number(String name) {
      String stem = schema.substring(0, schema.indexOf('/') + 1);
      return name.matches(Pattern.quote(stem) + "[0-9]{1,6}")
          ? Integer.parseInt(name.substring(stem.length()))
          : number(schema);
    }

    @Override
    MalformedException at(String place) {
      return new OtherSchemaException(found, schema, place + ": ");
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "limits")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Criterion.Parity.class, name = "parity"),
    @JsonSubTypes.Type(value = Criterion.WorstSample.class, name = "worst-sample"),
    @JsonSubTypes.Type(value = Criterion.Latency.class, name = "latency"),
    @JsonSubTypes.Type(value = Criterion.DeadlineMisses.class, name = "deadline-misses"),
    @JsonSubTypes.Type(value = Criterion.Throughput.class, name = "throughput"),
    @JsonSubTypes.Type(value = Criterion.SoakLatency.class, name = "soak-latency"),
    @JsonSubTypes.Type(value = Criterion.ColdStart.class, name = "cold-start"),
    @JsonSubTypes.Type(value = Criterion.PeakMemory.class, name = "peak-memory"),
    @JsonSubTypes.Type(value = Criterion.TaskLoss.class, name = "task-loss"),
    @JsonSubTypes.Type(value = Criterion.TaskFloor.class, name = "task-floor"),
    @JsonSubTypes.Type(value = Criterion.ComputedIn.class, name = "computed-in"),
    @JsonSubTypes.Type(value = Criterion.Fallback.class, name = "fallback"),
    @JsonSubTypes.Type(value = Criterion.Rebuilt.class, name = "rebuilt")
  })
  private interface ByLimit {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Decoding.Classes.class, name = "class"),
    @JsonSubTypes.Type(value = Decoding.ClassMap.class, name = "class-map"),
    @JsonSubTypes.Type(value = Decoding.Boxes.class, name = "boxes")
  })
  private interface ByAnswer {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Finding.Met.class, name = "MET"),
    @JsonSubTypes.Type(value = Finding.Broken.class, name = "BROKEN"),
    @JsonSubTypes.Type(value = Finding.NotMeasured.class, name = "NOT_MEASURED")
  })
  private interface ByOutcome {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "drive")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Scenario.Single.class, name = "single"),
    @JsonSubTypes.Type(value = Scenario.Periodic.class, name = "periodic"),
    @JsonSubTypes.Type(value = Scenario.Offline.class, name = "offline"),
    @JsonSubTypes.Type(value = Scenario.Soak.class, name = "soak"),
    @JsonSubTypes.Type(value = Scenario.Cold.class, name = "cold")
  })
  private interface ByDrive {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "end")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Trial.Measured.class, name = "measured"),
    @JsonSubTypes.Type(value = Trial.Abandoned.class, name = "abandoned")
  })
  private interface ByEnd {}
}
