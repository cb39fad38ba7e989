package dev.gantry.settings;

import dev.gantry.dossier.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A kind of file whose form is a record; reads one, and never stops at its first problem. */
public record SettingsFile<T extends Record>(Class<T> type) {

  public Read<T> read(Path path) {
    String file = path.toString();
    Complaints complaints = new Complaints(file);
    try {
      Node root = Composer.compose(Source.read(path), complaints);
      Optional<T> value = new RecordShape(type).bind(root, Place.top(complaints)).map(type::cast);
      Document document = new Document(file, Optional.of(root));
      return new Read<>(value, complaints.problems(), document, Folder.of(path));
    } catch (RefusedException e) {
      Document unread = new Document(file, Optional.empty());
      return new Read<T>(Optional.empty(), List.of(), unread, Folder.of(path))
          .with(complaints.problems())
          .with(e.problems());
    }
  }
}
