package dev.gantry.validation.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gantry.validation.audit.NodeWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file that says what each node of a variant multiplies, and in which precision it is to. */
public record GraphWork(@JsonProperty("nodes") List<NodeWork> nodes) {
  public static final String FILE = "work.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES).build();

  public GraphWork {
    nodes = List.copyOf(nodes);
  }

  public String json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static GraphWork read(Path file) throws IOException {
    try {
      GraphWork work = JSON.readValue(Files.readString(file), GraphWork.class);
      if (work == null) {
        throw new IOException(file.getFileName() + " holds nothing");
      }
      return work;
    } catch (JsonProcessingException e) {
      throw new IOException(file.getFileName() + " cannot be read: " + e.getOriginalMessage(), e);
    }
  }
}
