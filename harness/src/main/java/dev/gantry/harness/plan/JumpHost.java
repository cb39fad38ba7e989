package dev.gantry.harness.plan;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host to go through, as people type it in one word: {@code [user@]host[:port]}. */
record JumpHost(Optional<String> user, String host, OptionalInt port) {
  // An IPv6 address stands in brackets where a port may follow.
  private static final Pattern FORM =
      Pattern.compile(
          "(?:([^@:\\s]+)@)?(?:\\[([0-9A-Fa-f:.%\\w]+)]|([^@:\\s\\[\\]]+))(?::([0-9]{1,5}))?");

  static Optional<JumpHost> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    OptionalInt port =
        matcher.group(4) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(matcher.group(4)));
    if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65535)) {
      return Optional.empty();
    }
    String host = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
    return host.startsWith("-")
        ? Optional.empty()
        : Optional.of(new JumpHost(Optional.ofNullable(matcher.group(1)), host, port));
  }
}
