package dev.gantry.settings;

import dev.gantry.dossier.RefusedException;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.settings.shape.RecordShape;
import dev.gantry.settings.tree.BaseFolder;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.FileComplaints;
import dev.gantry.settings.tree.SettingsNode;
import dev.gantry.settings.tree.SourceText;
import dev.gantry.settings.tree.TreeComposer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A kind of file whose form is a record; reads one, and never stops at its first problem. */
public record SettingsFile<T extends Record>(Class<T> type) {

  public ReadResult<T> read(Path path) {
    String file = path.toString();
    FileComplaints complaints = new FileComplaints(file);
    try {
      SettingsNode root = TreeComposer.compose(SourceText.read(path), complaints);
      Optional<T> value =
          new RecordShape(type).bind(root, BindingPlace.top(complaints)).map(type::cast);
      PartialRecord<T> parts = PartialRecord.of(file, type, root);
      return new ReadResult<>(value, complaints.problems(), parts, BaseFolder.of(path));
    } catch (RefusedException e) {
      PartialRecord<T> unread = PartialRecord.unread(file, type);
      return new ReadResult<T>(Optional.empty(), List.of(), unread, BaseFolder.of(path))
          .with(complaints.problems())
          .with(e.problems());
    }
  }
}
