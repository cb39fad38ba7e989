package dev.gantry.harness.plan;

import dev.gantry.dossier.Board;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.RequiredBoards;
import dev.gantry.harness.files.ExpectedStateEntry;
import dev.gantry.harness.files.RackFile;
import dev.gantry.settings.ReadResult;
import dev.gantry.settings.tree.BaseFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From what people wrote about a rack, once it was checked, to the rack. */
public record RackReading(BaseFolder folder, RackFile file) {
  static final int SSH_PORT = 22;

  /** For commands that need no release. */
  public static Rack read(Path file) throws RefusedException {
    ReadResult<RackFile> read = RackFile.read(file);
    RackFile value = read.with(new RackCheck(read).problems()).orRefuse();
    return new RackReading(read.folder(), value).rack();
  }

  Rack rack() {
    List<BoardKind> kinds = new ArrayList<>();
    file.kinds().forEach((name, kind) -> kinds.add(kind(name, kind)));
    return new Rack(file.rack(), kinds, file.boards().stream().map(this::board).toList());
  }

  private static BoardKind kind(String name, RackFile.KindEntry entry) {
    return new BoardKind(
        name,
        entry.backend(),
        entry.threads().orElse(1),
        entry.units().orElse(RequiredBoards.ALL),
        entry.expect().map(ExpectedStateEntry::expectation).orElse(Expectation.NOTHING),
        new TensorrtOfKind(entry).setup());
  }

  private Board board(RackFile.BoardEntry entry) {
    Board.Address address =
        entry.ssh().<Board.Address>map(this::ssh).orElseGet(Board.Embedded::new);
    return new Board(
        entry.name(),
        entry.kind(),
        address,
        entry.simulated().orElse(false),
        entry.powerCycle().map(command -> new Board.PowerSwitch(command, folder.folder())),
        Optional.ofNullable(file.kinds().get(entry.kind()))
            .flatMap(RackFile.KindEntry::jre)
            .map(folder::resolve));
  }

  private Board.Ssh ssh(RackFile.SshEntry entry) {
    Board.Ssh direct =
        new Board.Ssh(
            entry.host(),
            entry.port().orElse(SSH_PORT),
            entry.user(),
            entry.key().map(folder::resolve),
            entry.certificate().map(folder::resolve),
            entry.knownHosts().map(folder::resolve),
            Optional.empty());
    return entry.jump().map(jump -> through(direct, jump)).orElse(direct);
  }

  private Board.Ssh through(Board.Ssh target, String jump) {
    RackFile.SshEntry described = file.jumps().get(jump);
    Board.Ssh before = described == null ? plain(target, jump) : ssh(described);
    return new Board.Ssh(
        target.host(),
        target.port(),
        target.user(),
        target.key(),
        target.certificate(),
        target.knownHosts(),
        Optional.of(before));
  }

  /** Whoever may log in to the board may log in to the host before it. */
  private static Board.Ssh plain(Board.Ssh target, String jump) {
    JumpHost host = JumpHost.parse(jump).orElseThrow();
    return new Board.Ssh(
        host.host(),
        host.port().orElse(SSH_PORT),
        host.user().orElse(target.user()),
        target.key(),
        target.certificate(),
        target.knownHosts(),
        Optional.empty());
  }
}
