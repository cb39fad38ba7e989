package dev.gantry.harness.plan;

import dev.gantry.dossier.Problem;
import dev.gantry.harness.files.RackFile;
import dev.gantry.harness.files.RackFile.BoardEntry;
import dev.gantry.harness.files.RackFile.KindEntry;
import dev.gantry.harness.files.RackFile.SshEntry;
import dev.gantry.settings.ReadResult;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.settings.tree.BaseFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses what a rack file asks for and cannot get: of this version, of these boards, or of the
 * files that it names. To ignore it without a word would deceive people.
 */
final class RackCheck {
  private final PartialRecord<RackFile> rack;
  private final BaseFolder folder;
  private final List<Problem> problems = new ArrayList<>();

  RackCheck(ReadResult<RackFile> read) {
    this.rack = read.parts();
    this.folder = read.folder();
  }

  List<Problem> problems() {
    rack.named(RackFile::kinds).forEach(this::kind);
    twice();
    problems.addAll(new JumpHostCheck(rack).problems());
    return problems;
  }

  private void kind(String name, PartialRecord<KindEntry> kind) {
    problems.addAll(new TensorrtCheck(kind).problems());
    units(name, kind);
    kind.optional(KindEntry::jre).ifPresent(jre -> jre(kind, jre));
  }

  private void units(String name, PartialRecord<KindEntry> kind) {
    int wanted =
        kind.optional(KindEntry::units)
            .filter(units -> !kind.text(KindEntry::units).equals(Optional.of("any")))
            .map(units -> units.number().orElse(0))
            .orElse(0);
    long boards =
        rack.parts(RackFile::boards).stream()
            .filter(board -> board.value(BoardEntry::kind).equals(Optional.of(name)))
            .count();
    if (wanted > boards) {
      problems.add(
          kind.problem(
              "kind '"
                  + name
                  + "' has "
                  + boards
                  + (boards == 1 ? " board" : " boards")
                  + ", and "
                  + wanted
                  + " must be measured",
              boards == 0 ? "add its boards" : "ask for all, any or at most " + boards,
              KindEntry::units));
    }
  }

  private void jre(PartialRecord<KindEntry> kind, Path written) {
    Path file = folder.resolve(written);
    if (!Files.isRegularFile(file)) {
      String remedy =
          "name a .tar.gz of a Java 17 runtime for these boards, from the folder of this file";
      problems.add(kind.problem("there is no such file: " + file, remedy, KindEntry::jre));
    } else if (!Files.isReadable(file)) {
      problems.add(kind.problem(file + " may not be read", "check its rights", KindEntry::jre));
    }
  }

  /** One unit under two names would count as two units. */
  private void twice() {
    Map<String, String> seen = new HashMap<>();
    for (PartialRecord<BoardEntry> board : rack.parts(RackFile::boards)) {
      board.part(BoardEntry::ssh).ifPresent(ssh -> twice(board, ssh, seen));
    }
  }

  private void twice(
      PartialRecord<BoardEntry> board, PartialRecord<SshEntry> ssh, Map<String, String> seen) {
    String host = ssh.value(SshEntry::host).orElse("");
    int port = ssh.optional(SshEntry::port).orElse(RackReading.SSH_PORT);
    String name = board.value(BoardEntry::name).orElse("");
    // Behind another host to go through, the same address is another board.
    String behind = ssh.optional(SshEntry::jump).orElse("");
    String before = host.isEmpty() ? null : seen.put(host + ":" + port + " " + behind, name);
    if (before != null) {
      problems.add(
          ssh.problem(
              "boards '" + before + "' and '" + name + "' have one address, " + host + ":" + port,
              "name each unit once",
              SshEntry::host));
    }
  }
}
