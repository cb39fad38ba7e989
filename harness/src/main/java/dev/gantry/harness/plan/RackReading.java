package dev.gantry.harness.plan;

import dev.gantry.dossier.Board;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.RefusedException;
import dev.gantry.harness.files.RackFile;
import dev.gantry.settings.Folder;
import dev.gantry.settings.Read;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From what people wrote about a rack to the rack. */
public record RackReading(Folder folder) {
  private static final int SSH_PORT = 22;

  /** For commands that need no release. */
  public static Rack read(Path file) throws RefusedException {
    Read<RackFile> read = RackFile.read(file);
    RackFile value = read.with(new RackCheck(read.document()).problems()).orRefuse();
    return new RackReading(read.folder()).rack(value);
  }

  Rack rack(RackFile file) {
    List<BoardKind> kinds = new ArrayList<>();
    file.kinds()
        .forEach(
            (name, kind) ->
                kinds.add(new BoardKind(name, kind.backend(), kind.threads().orElse(1))));
    return new Rack(file.rack(), kinds, file.boards().stream().map(this::board).toList());
  }

  private Board board(RackFile.BoardEntry entry) {
    Board.Address address =
        entry.ssh().<Board.Address>map(this::ssh).orElseGet(Board.Embedded::new);
    return new Board(entry.name(), entry.kind(), address);
  }

  private Board.Ssh ssh(RackFile.SshEntry entry) {
    return new Board.Ssh(
        entry.host(),
        entry.port().orElse(SSH_PORT),
        entry.user(),
        entry.key().map(folder::resolve),
        entry.knownHosts().map(folder::resolve));
  }
}
