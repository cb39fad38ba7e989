package dev.gantry.targets;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.Completed;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.SshLink;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a board says of itself. What it does not say is absent, never guessed. */
public record Probe(SortedMap<String, String> facts) {
  private static final Duration QUICK = Duration.ofSeconds(30);

  private static final String SCRIPT =
      """
      say() { [ -n "$2" ] && printf '%s=%s\\n' "$1" "$2"; }
      say kernel "$(uname -sr)"
      say architecture "$(uname -m)"
      say hostname "$(uname -n)"
      say system "$(. /etc/os-release 2>/dev/null; echo "$PRETTY_NAME")"
      say processor "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)"
      say processor.flags "$(sed -n 's/^flags[[:space:]]*: //p;s/^Features[[:space:]]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1 | sha256sum | cut -c 1-12)"
      say module "$(tr -d '\\000' < /proc/device-tree/model 2>/dev/null)"
      say l4t "$(head -n 1 /etc/nv_tegra_release 2>/dev/null)"
      say cores "$(nproc 2>/dev/null)"
      say memory.kib "$(sed -n 's/^MemTotal:[[:space:]]*\\([0-9]*\\) kB/\\1/p' /proc/meminfo 2>/dev/null)"
      say boot "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
      say disk.free-kib "$(df -Pk "$HOME" 2>/dev/null | tail -n 1 | tr -s ' ' | cut -d ' ' -f 4)"
      say java "$(java -version 2>&1 | head -n 1 | tr -d '"')"
      for tool in bash flock sha256sum java; do command -v $tool > /dev/null || say missing.$tool yes; done
      true
      """;

  public Probe {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  public static Probe of(SshLink link) throws RigException {
    Completed said = link.run(SCRIPT, QUICK);
    SortedMap<String, String> facts = new TreeMap<>();
    for (String line : said.lines()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        facts.put(line.substring(0, equals), line.substring(equals + 1).strip());
      }
    }
    if (!said.ok() || !facts.containsKey("architecture")) {
      throw RackTrouble.at(
          link.board(),
          "the board does not answer a probe (status " + said.status() + "): " + said.complaint(),
          "the login needs a POSIX shell");
    }
    return new Probe(facts);
  }

  public Optional<String> fact(String key) {
    return Optional.ofNullable(facts.get(key));
  }

  /** Everything a visit leans on; asked first, so that a bare board is told in one go. */
  void requireTools(String board) throws RigException {
    String missing =
        String.join(
            ", ",
            facts.keySet().stream()
                .filter(key -> key.startsWith("missing."))
                .map(key -> key.substring("missing.".length()))
                .toList());
    if (!missing.isEmpty()) {
      throw RackTrouble.at(
          board,
          "the board lacks " + missing,
          "install there: bash, util-linux (flock), coreutils (sha256sum), a Java 17 runtime");
    }
  }
}
