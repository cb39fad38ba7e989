package dev.gantry.reports.writing;

import dev.gantry.dossier.JudgedRelease;
import java.io.IOException;
import java.nio.file.Path;

/** One way of drawing a judged release; the extension point of this module. */
public interface ReportWriter {
  /** The name of its file or folder among the reports of a release. */
  String name();

  /**
   * Draws the release at exactly this path, where nothing stands yet. Whoever calls moves the whole
   * to its place, so that nobody ever reads half a report.
   */
  void write(JudgedRelease release, Path target) throws IOException;
}
