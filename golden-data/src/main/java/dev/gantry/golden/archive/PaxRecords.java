package dev.gantry.golden.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The records of a pax header: each "length key=value", the length counting itself. */
final class PaxRecords {
  private PaxRecords() {}

  static Map<String, String> read(byte[] bytes) throws IOException {
    Map<String, String> records = new TreeMap<>();
    int at = 0;
    while (at < bytes.length) {
      int blank = at;
      int length = 0;
      for (; blank < bytes.length && bytes[blank] != ' '; blank++) {
        int digit = bytes[blank] - '0';
        if (digit < 0 || digit > 9 || blank - at > 8) {
          throw new IOException("a pax header is damaged: a record has no length");
        }
        length = length * 10 + digit;
      }
      int end = at + length;
      if (end > bytes.length || end < blank + 3 || bytes[end - 1] != '\n') {
        throw new IOException("a pax header is damaged: a record leads past its end");
      }
      String record = new String(bytes, blank + 1, end - blank - 2, StandardCharsets.UTF_8);
      int equals = record.indexOf('=');
      if (equals < 1) {
        throw new IOException("a pax header is damaged: a record has no key");
      }
      records.put(record.substring(0, equals), record.substring(equals + 1));
      at = end;
    }
    return records;
  }
}
