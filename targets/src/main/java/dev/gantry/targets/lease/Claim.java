package dev.gantry.targets.lease;

/** Who wants a board and for what, in letters that no shell and no file of ours stumbles over. */
public record Claim(String who, String purpose) {
  private static final int LONGEST = 120;

  public Claim {
    who = plain(who);
    purpose = plain(purpose);
  }

  private static String plain(String words) {
    String plain = words.replaceAll("[^A-Za-z0-9@ .,:_/+-]", "_").strip();
    return plain.isEmpty() ? "-" : plain.substring(0, Math.min(plain.length(), LONGEST));
  }
}
