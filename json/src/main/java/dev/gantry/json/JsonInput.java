package dev.gantry.json;

import dev.gantry.dossier.ByteCount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Names a text that somebody else wrote, and opens it. */
public final class JsonInput {
  // Some editors begin a file with this mark.
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final String name;
  private final Opening opening;

  private JsonInput(String name, Opening opening) {
    this.name = name;
    this.opening = opening;
  }

  @FunctionalInterface
  private interface Opening {
    Reader open(ByteCount most, String remedy) throws IOException;
  }

  @FunctionalInterface
  private interface ByteSource {
    InputStream open() throws IOException;
  }

  public static JsonInput file(Path file) {
    return ofBytes(file.toString(), () -> Files.newInputStream(file));
  }

  /** Under the name that messages call it by. */
  public static JsonInput of(String name, byte[] bytes) {
    return ofBytes(name, () -> new ByteArrayInputStream(bytes));
  }

  /** Under the name that messages call it by. */
  public static JsonInput of(String name, String text) {
    return new JsonInput(
        name,
        (most, remedy) -> {
          if (text.length() > most.bytes()) {
            throw BoundedStream.tooLarge(most, name, remedy);
          }
          boolean marked = text.startsWith("\uFEFF");
          return new StringReader(marked ? text.substring(1) : text);
        });
  }

  private static JsonInput ofBytes(String name, ByteSource source) {
    return new JsonInput(name, (most, remedy) -> letters(opened(name, source, most, remedy)));
  }

  String name() {
    return name;
  }

  Reader open(ByteCount most, String remedy) throws IOException {
    return opening.open(most, remedy);
  }

  private static InputStream opened(String name, ByteSource source, ByteCount most, String remedy)
      throws IOException {
    InputStream stream;
    try {
      stream = source.open();
    } catch (NoSuchFileException e) {
      throw RefusedJsonException.at(null, name, "is not there", remedy);
    } catch (IOException e) {
      throw RefusedJsonException.at(null, name, "cannot be read: " + e.getMessage(), remedy);
    }
    return new BoundedStream(stream, most, name, remedy);
  }

  private static Reader letters(InputStream stream) throws IOException {
    PushbackInputStream text = new PushbackInputStream(stream, BYTE_ORDER_MARK.length);
    byte[] start = text.readNBytes(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(start, BYTE_ORDER_MARK)) {
      text.unread(start);
    }
    return new InputStreamReader(
        text,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }
}
