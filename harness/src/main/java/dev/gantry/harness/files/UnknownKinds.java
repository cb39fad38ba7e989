package dev.gantry.harness.files;

import dev.gantry.dossier.Problem;
import dev.gantry.harness.files.RackFile.BoardEntry;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.settings.tree.NearestWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The boards of a rack file whose kind the file does not describe. */
record UnknownKinds(PartialRecord<RackFile> rack) {

  // Looked for in all that is right, so that a slip elsewhere in the file does not hide them.
  List<Problem> problems() {
    if (!rack.fills(RackFile::kinds)) {
      return List.of();
    }
    List<String> kinds = rack.names(RackFile::kinds);
    List<Problem> problems = new ArrayList<>();
    List<PartialRecord<BoardEntry>> boards = rack.parts(RackFile::boards);
    for (int place = 0; place < boards.size(); place++) {
      PartialRecord<BoardEntry> board = boards.get(place);
      Optional<String> kind = board.value(BoardEntry::kind);
      if (kind.isPresent() && !kinds.contains(kind.get())) {
        String what =
            "'" + kind.get() + "' in boards[" + place + "].kind is not a kind of this rack";
        String remedy = new NearestWord(kinds).remedy(kind.get());
        problems.add(board.problem(what, remedy, BoardEntry::kind));
      }
    }
    return problems;
  }
}
