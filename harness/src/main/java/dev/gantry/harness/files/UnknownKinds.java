package dev.gantry.harness.files;

import dev.gantry.dossier.PlainName;
import dev.gantry.dossier.Problem;
import dev.gantry.settings.tree.NearestWord;
import dev.gantry.settings.tree.SettingsDocument;
import dev.gantry.settings.tree.SettingsNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The boards of a rack file whose kind the file does not describe. */
record UnknownKinds(SettingsDocument document) {

  // Looked for in what was written, so that a slip elsewhere in the file does not hide them.
  List<Problem> problems() {
    Optional<SettingsNode> kinds = document.at("kinds");
    Optional<SettingsNode> boards = document.at("boards");
    if (kinds.isPresent()
        && kinds.get() instanceof SettingsNode.Mapping described
        && boards.isPresent()
        && boards.get() instanceof SettingsNode.Sequence listed) {
      List<String> names =
          described.entries().keySet().stream().filter(PlainName::isPlain).toList();
      return problems(names, listed.items().size());
    }
    return List.of();
  }

  private List<Problem> problems(List<String> kinds, int boards) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < boards; i++) {
      String kind = document.text("boards", i, "kind").orElse("");
      // What is not even a name has been complained about already.
      if (PlainName.isPlain(kind) && !kinds.contains(kind)) {
        String what = "'" + kind + "' in boards[" + i + "].kind is not a kind of this rack";
        String remedy = new NearestWord(kinds).remedy(kind);
        problems.add(document.problem(what, remedy, "boards", i, "kind"));
      }
    }
    return problems;
  }
}
