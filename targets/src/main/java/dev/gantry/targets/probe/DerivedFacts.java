package dev.gantry.targets.probe;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Facts that follow from what a board said. */
public final class DerivedFacts {
  private static final Pattern JAVA = Pattern.compile("version (?:1\\.)?([0-9]{1,3})\\b");

  private final Map<String, String> facts;
  private final Map<String, String> absent;

  private DerivedFacts(Map<String, String> facts, Map<String, String> absent) {
    this.facts = facts;
    this.absent = absent;
  }

  /** Puts what follows beside, or in the place of, what it follows from. */
  public static void add(Map<String, String> facts, Map<String, String> absent) {
    DerivedFacts derived = new DerivedFacts(facts, absent);
    derived.jetpack();
    derived.flags();
    derived.java();
  }

  private void jetpack() {
    Optional<String> line = Optional.ofNullable(facts.remove("l4t.line"));
    Optional<String> packaged = Optional.ofNullable(facts.remove("l4t.package"));
    Optional<LinuxForTegra> found =
        line.flatMap(LinuxForTegra::ofRelease).or(() -> packaged.flatMap(LinuxForTegra::ofPackage));
    if (found.isEmpty()) {
      String why =
          line.map(text -> "/etc/nv_tegra_release names no release: " + text)
              .orElse("no /etc/nv_tegra_release and no package nvidia-l4t-core: not a Jetson");
      absent.put(BoardFact.L4T.key(), why);
      absent.put(BoardFact.JETPACK.key(), why);
      return;
    }
    facts.put(BoardFact.L4T.key(), found.get().version());
    found
        .get()
        .jetpack()
        .ifPresentOrElse(
            jetpack -> facts.put(BoardFact.JETPACK.key(), jetpack),
            () ->
                absent.put(
                    BoardFact.JETPACK.key(),
                    "L4T " + found.get().version() + " is of no JetPack that is known here"));
  }

  /** The list itself is long and says little; two boards with the same one have the same digest. */
  private void flags() {
    Optional.ofNullable(facts.remove("processor.flags.line"))
        .ifPresent(
            line ->
                facts.put(BoardFact.PROCESSOR_FLAGS.key(), digest(line + "\n").substring(0, 12)));
    Optional.ofNullable(absent.remove("processor.flags.line"))
        .ifPresent(why -> absent.put(BoardFact.PROCESSOR_FLAGS.key(), why));
  }

  private void java() {
    Optional.ofNullable(facts.get(BoardFact.JAVA.key()))
        .map(JAVA::matcher)
        .filter(Matcher::find)
        .ifPresent(found -> facts.put(BoardFact.JAVA_RELEASE.key(), found.group(1)));
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
