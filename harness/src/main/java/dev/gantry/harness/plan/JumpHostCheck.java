package dev.gantry.harness.plan;

import dev.gantry.dossier.Problem;
import dev.gantry.harness.files.RackFile;
import dev.gantry.harness.files.RackFile.BoardEntry;
import dev.gantry.harness.files.RackFile.SshEntry;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.settings.tree.NearestWord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that every host to go through is known, and that no chain of them is a circle. In a file
 * that describes its jumps, each must be one of them: a slip of the pen would otherwise be dialled
 * as a host.
 */
final class JumpHostCheck {
  private final PartialRecord<RackFile> rack;
  private final Map<String, PartialRecord<SshEntry>> known;
  private final List<Problem> problems = new ArrayList<>();

  JumpHostCheck(PartialRecord<RackFile> rack) {
    this.rack = rack;
    this.known = rack.named(RackFile::jumps);
  }

  List<Problem> problems() {
    rack.parts(RackFile::boards)
        .forEach(board -> board.part(BoardEntry::ssh).ifPresent(this::check));
    known.forEach(
        (name, host) -> {
          check(host);
          circle(name, host);
        });
    return problems;
  }

  private void check(PartialRecord<SshEntry> login) {
    String written = jump(login).orElse("");
    if (written.isEmpty() || known.containsKey(written)) {
      return;
    }
    if (!known.isEmpty()) {
      String what = "'" + written + "' is not one of the jumps of this file";
      problems.add(
          login.problem(what, new NearestWord(known.keySet()).remedy(written), SshEntry::jump));
    } else if (JumpHost.parse(written).isEmpty()) {
      String what = "'" + written + "' is not a host to go through";
      String remedy = "write [user@]host[:port], or describe it under 'jumps' and name it here";
      problems.add(login.problem(what, remedy, SshEntry::jump));
    }
  }

  private static Optional<String> jump(PartialRecord<SshEntry> login) {
    return login.optional(SshEntry::jump);
  }

  private void circle(String start, PartialRecord<SshEntry> first) {
    Set<String> passed = new LinkedHashSet<>();
    String at = start;
    while (known.containsKey(at) && passed.add(at)) {
      at = Optional.ofNullable(known.get(at)).flatMap(JumpHostCheck::jump).orElse("");
    }
    // Told once, where the circle is entered by its first name.
    if (at.equals(start) && passed.stream().allMatch(name -> isFirst(start, name))) {
      String way = String.join(" -> ", passed) + " -> " + start;
      problems.add(
          first.problem(
              "the jumps go in a circle: " + way,
              "leave out the jump of the host that this computer reaches",
              SshEntry::jump));
    }
  }

  private boolean isFirst(String start, String name) {
    List<String> order = List.copyOf(known.keySet());
    return order.indexOf(start) <= order.indexOf(name);
  }
}
