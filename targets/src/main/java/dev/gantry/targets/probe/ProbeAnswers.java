package dev.gantry.targets.probe;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds what a board said: facts, why others are missing, and what its login printed unasked. */
public record ProbeAnswers(
    SortedMap<String, String> facts, SortedMap<String, String> absent, List<String> noise) {
  private static final Pattern LINE = Pattern.compile("([a-z0-9][a-z0-9.-]{0,63})([=!])(.*)");
  private static final int LONGEST = 8192;
  private static final int MOST = 1000;

  public ProbeAnswers {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    absent = Collections.unmodifiableSortedMap(new TreeMap<>(absent));
    noise = List.copyOf(noise);
  }

  public Optional<String> fact(String key) {
    return Optional.ofNullable(facts.get(key));
  }

  /** Lines that are neither a fact nor a reason are left out: nothing is made of half a line. */
  static ProbeAnswers read(List<String> lines, List<String> noise) {
    SortedMap<String, String> facts = new TreeMap<>();
    SortedMap<String, String> absent = new TreeMap<>();
    ThermalZones zones = new ThermalZones();
    for (String line : lines.subList(0, Math.min(MOST, lines.size()))) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        continue;
      }
      String value = clean(parts.group(3));
      if (parts.group(1).equals("zone")) {
        zones.add(value);
      } else if (!value.isEmpty()) {
        (parts.group(2).equals("=") ? facts : absent).putIfAbsent(parts.group(1), value);
      }
    }
    zones.into(facts, absent);
    absent.keySet().removeAll(facts.keySet());
    return new ProbeAnswers(facts, absent, noise);
  }

  private static String clean(String value) {
    String text = value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    return text.replaceAll("\\p{Cntrl}", "").strip();
  }
}
