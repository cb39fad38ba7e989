package dev.gantry.targets.trtexec;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of TensorRT, up to the patch; what its packages add after that decides nothing. */
public record TrtexecVersion(int major, int minor, int patch)
    implements Comparable<TrtexecVersion> {
  private static final Pattern PACKAGE =
      Pattern.compile("(?<![\\d.])(\\d{1,2})\\.(\\d{1,2})(?:\\.(\\d{1,3}))?(?![\\d])");
  private static final Pattern BANNER = Pattern.compile("\\[(?:TensorRT )?v([\\d.]{4,20})\\]");
  private static final Comparator<TrtexecVersion> ORDER =
      Comparator.comparingInt(TrtexecVersion::major)
          .thenComparingInt(TrtexecVersion::minor)
          .thenComparingInt(TrtexecVersion::patch);

  public TrtexecVersion {
    if (major < 1 || minor < 0 || minor > 99 || patch < 0) {
      throw new IllegalArgumentException(major + "." + minor + "." + patch + " is not a version");
    }
  }

  /** As packages and libraries are named: {@code 8.5.2-1+cuda11.4}, {@code 10.3.0.30}. */
  public static Optional<TrtexecVersion> parse(String text) {
    Matcher found = PACKAGE.matcher(text.strip());
    if (!found.lookingAt()) {
      return Optional.empty();
    }
    String patch = found.group(3);
    return of(found.group(1), found.group(2), patch == null ? "0" : patch);
  }

  /**
   * As trtexec introduces itself: {@code [TensorRT v8502]} is 8.5.2, {@code [TensorRT v101303]} is
   * 10.13.3, since the minor number has one digit up to 8 and two from 10 on.
   */
  static Optional<TrtexecVersion> banner(String line) {
    Matcher found = BANNER.matcher(line);
    if (!found.find()) {
      return Optional.empty();
    }
    String packed = found.group(1);
    if (packed.indexOf('.') >= 0) {
      return parse(packed);
    }
    return switch (packed.length()) {
      case 4 -> of(packed.substring(0, 1), packed.substring(1, 2), packed.substring(2));
      case 6 -> of(packed.substring(0, 2), packed.substring(2, 4), packed.substring(4));
      default -> Optional.empty();
    };
  }

  private static Optional<TrtexecVersion> of(String major, String minor, String patch) {
    int first = Integer.parseInt(major);
    return first < 1
        ? Optional.empty()
        : Optional.of(new TrtexecVersion(first, Integer.parseInt(minor), Integer.parseInt(patch)));
  }

  boolean atLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
    return compareTo(new TrtexecVersion(wantedMajor, wantedMinor, wantedPatch)) >= 0;
  }

  @Override
  public int compareTo(TrtexecVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
