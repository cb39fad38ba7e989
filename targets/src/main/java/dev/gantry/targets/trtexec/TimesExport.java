package dev.gantry.targets.trtexec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.dossier.ByteCount;
import dev.gantry.json.JsonInput;
import dev.gantry.json.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The queries of {@code --exportTimes}. */
public record TimesExport(List<QueryTime> queries) {
  private static final JsonReader JSON =
      new JsonReader(new ByteCount(1L << 30), "measure again, and keep the file if it stays so");

  public TimesExport {
    queries = List.copyOf(queries);
  }

  public static TimesExport read(JsonInput json) throws IOException {
    List<QueryTime> queries = new ArrayList<>();
    JSON.each(json, (one, number) -> queries.add(query(one, "query " + number)));
    if (queries.isEmpty()) {
      throw new IOException("the times of trtexec hold no queries: were they written at all?");
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
