package dev.gantry.harness.rack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Trouble;
import dev.gantry.files.AtomicFile;
import dev.gantry.json.JsonInput;
import dev.gantry.json.JsonReader;
import dev.gantry.json.JsonWriter;
import dev.gantry.json.RefusedJsonException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The boards of a rack that get no work until someone has looked at them. Kept in a file between
 * runs, which several harnesses may change at once.
 */
public final class BoardQuarantine {
  private static final String SCHEMA = "gantry.quarantine/1";
  // Locks of files are the process's, not the thread's: within one process a monitor is needed too.
  private static final Object WITHIN_THIS_PROCESS = new Object();

  private static final String REMEDY =
      "mend it, or delete it: then no board of the rack is in quarantine";
  private static final JsonReader JSON = new JsonReader(new ByteCount(8L << 20), REMEDY);

  private final Path file;

  private BoardQuarantine(Path file) {
    this.file = file;
  }

  public static BoardQuarantine of(Path home, String rack) {
    return new BoardQuarantine(home.resolve("quarantine").resolve(rack + ".json"));
  }

  /** One board, since when, and why. */
  public record Entry(String board, Instant since, String reason) {
    public Trouble trouble() {
      return new Trouble(
          Blame.RACK,
          board,
          "in quarantine since " + since + ": " + reason,
          "'gantry rack doctor " + board + "' says what is wrong, and lifts it once nothing is");
    }
  }

  public Optional<Entry> of(String board) throws RefusedException, IOException {
    return Optional.ofNullable(read().get(board));
  }

  public Collection<Entry> entries() throws RefusedException, IOException {
    return read().values();
  }

  /** A board that is in it already stays in it for its first reason. */
  public void put(Entry entry) throws RefusedException, IOException {
    change(all -> all.putIfAbsent(entry.board(), entry));
  }

  public void lift(String board) throws RefusedException, IOException {
    if (of(board).isPresent()) {
      change(all -> all.remove(board));
    }
  }

  private void change(Consumer<Map<String, Entry>> change) throws RefusedException, IOException {
    Files.createDirectories(file.getParent());
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    synchronized (WITHIN_THIS_PROCESS) {
      try (FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        Map<String, Entry> all = read();
        change.accept(all);
        AtomicFile.write(file, write(all));
      }
    }
  }

  private static String write(Map<String, Entry> all) {
    ObjectNode page = JsonWriter.object().put("schema", SCHEMA);
    ArrayNode boards = page.putArray("boards");
    for (Entry entry : all.values()) {
      boards
          .addObject()
          .put("board", entry.board())
          .put("since", entry.since().toString())
          .put("reason", entry.reason());
    }
    return JsonWriter.page(page) + "\n";
  }

  private Map<String, Entry> read() throws RefusedException {
    Map<String, Entry> all = new TreeMap<>();
    if (!Files.exists(file)) {
      return all;
    }
    try {
      JsonNode page = JSON.object(JsonInput.file(file));
      if (!page.path("schema").asText().equals(SCHEMA)) {
        throw new IllegalArgumentException("it is not " + SCHEMA);
      }
      for (JsonNode node : page.path("boards")) {
        Entry entry =
            new Entry(
                node.path("board").asText(),
                Instant.parse(node.path("since").asText()),
                node.path("reason").asText());
        all.put(entry.board(), entry);
      }
      return all;
    } catch (RefusedJsonException e) {
      throw new RefusedException(e.problem());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new RefusedException(
          Problem.in(file.toString(), "cannot be read: " + e.getMessage(), REMEDY));
    }
  }
}
