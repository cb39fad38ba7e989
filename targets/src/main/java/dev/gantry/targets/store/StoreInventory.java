package dev.gantry.targets.store;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.link.command.CompletedCommand;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what of a store is there and whole. Hashing takes a board seconds for a large engine, so it
 * remembers for which state of a file (size, inode, times of change) it did; a new start of the
 * board, after which bytes come from the disk again, makes it forget.
 */
record StoreInventory(SshLink link, String folder) {
  /** Enough to hash 4 GiB from a slow card. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /**
   * Names come over the input, for thousands do not fit into a command. A file that changed just
   * now could change once more without a sign, so that it is not remembered yet.
   */
  private static final String SCRIPT =
      """
      cd "$HOME" && mkdir -p %1$s && cd %1$s || exit 1
      for left in *.part incoming; do [ ! -e "$left" ] || rm -rf "$left"; done
      seen=../store.seen
      [ -e $seen ] || : > $seen
      read -r boot < /proc/sys/kernel/random/boot_id || boot=unknown
      now=$(xargs -r stat -c "%%n $boot %%s %%i %%Z %%y %%z" 2>/dev/null)
      [ -n "$now" ] || exit 0
      known=$(printf '%%s\n' "$now" | grep -Fxf $seen)
      [ -z "$known" ] || printf '%%s\n' "$known" | cut -c1-64
      [ "$known" != "$now" ] || exit 0
      fresh=$(printf '%%s\n' "$now" | grep -vFxf $seen)
      whole=$(printf '%%s\n' "$fresh" | cut -c1-64 | xargs -r sha256sum 2>/dev/null \
        | awk '$1 == $2 { print $1 }')
      [ -n "$whole" ] || exit 0
      printf '%%s\n' "$whole"
      { grep -F " $boot " $seen
        printf '%%s\n' "$whole" "$fresh" | awk -v clock="$(date +%%s)" '
          NF == 1 { whole[$1] = 1 }
          NF > 1 && ($1 in whole) && $5 + 2 <= clock'
      } 2>/dev/null > $seen.new && mv -f $seen.new $seen
      exit 0
      """;

  Set<Digest> of(Collection<Digest> wanted) throws RigException {
    List<String> names = wanted.stream().map(Digest::hex).distinct().toList();
    CompletedCommand said = link.run(SCRIPT.formatted(folder), names, LIMIT);
    if (!said.ok()) {
      throw RackTrouble.at(
          link.board(),
          "cannot look into ~/" + folder + ": " + said.complaint(),
          "check rights and free space in ~/.gantry there");
    }
    Set<Digest> there = new HashSet<>();
    said.lines().stream()
        .filter(line -> line.matches("[0-9a-f]{64}"))
        .forEach(line -> there.add(new Digest(line)));
    return there;
  }
}
