package dev.gantry.targets.lease;

/**
 * Says who wants a board and for what, in letters that are safe in every shell and file of ours.
 */
public record LeaseClaim(String who, String purpose) {
  private static final int LONGEST = 120;

  public LeaseClaim {
    who = plain(who);
    purpose = plain(purpose);
  }

  private static String plain(String words) {
    String plain = words.replaceAll("[^A-Za-z0-9@ .,:_/+-]", "_").strip();
    return plain.isEmpty() ? "-" : plain.substring(0, Math.min(plain.length(), LONGEST));
  }
}
