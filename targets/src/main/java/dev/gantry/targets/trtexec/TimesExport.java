package dev.gantry.targets.trtexec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The queries of {@code --exportTimes}. */
public record TimesExport(List<QueryTime> queries) {
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  public TimesExport {
    queries = List.copyOf(queries);
  }

  public static TimesExport read(byte[] json) throws IOException {
    JsonNode all;
    try {
      all = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("the times of trtexec are not JSON: " + e.getOriginalMessage(), e);
    }
    if (!all.isArray() || all.isEmpty()) {
      throw new IOException("the times of trtexec hold no queries: were they written at all?");
    }
    List<QueryTime> queries = new ArrayList<>(all.size());
    for (JsonNode one : all) {
      queries.add(query(one, "query " + (queries.size() + 1)));
    }
    return new TimesExport(queries);
  }

  private static QueryTime query(JsonNode one, String which) throws IOException {
    long latency = time(one, "latencyMs", which);
    if (latency == 0) {
      throw new IOException("the latencyMs of " + which + " is 0: nothing was run");
    }
    long enqueue = time(one, "endEnqMs", which) - time(one, "startEnqMs", which);
    if (enqueue < 0) {
      throw new IOException("the sending of " + which + " ends before it starts");
    }
    return new QueryTime(
        time(one, "startComputeMs", which), latency, time(one, "computeMs", which), enqueue);
  }

  private static long time(JsonNode one, String key, String which) throws IOException {
    JsonNode value = one.path(key);
    if (!value.isNumber()) {
      throw new IOException(
          "the times of trtexec lack a number for " + key + " of " + which + ": " + shown(value));
    }
    return MillisecondText.nanoseconds(value.decimalValue(), "the " + key + " of " + which);
  }

  private static String shown(JsonNode value) {
    String text = value.isMissingNode() ? "it is missing" : value.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
