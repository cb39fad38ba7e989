package dev.gantry.dossier;

import java.util.regex.Pattern;

/** The rule for names that become parts of paths, ids and shell words: models, kinds, boards. */
public final class PlainName {
  public static final String RULE =
      "letters, digits, '.', '_' and '-' only, starting with a letter or digit, at most 64";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private PlainName() {}

  public static boolean isPlain(String name) {
    return PLAIN.matcher(name).matches();
  }

  public static String require(String what, String name) {
    if (!isPlain(name)) {
      throw new IllegalArgumentException(what + " '" + name + "' is not a plain name: " + RULE);
    }
    return name;
  }
}
