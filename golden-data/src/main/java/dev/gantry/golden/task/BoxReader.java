package dev.gantry.golden.task;

import dev.gantry.dossier.Decoding;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes detections of rows: those that score enough and that no better one of their class covers.
 */
final class BoxReader {
  static final int BOX_FIELDS = 4;

  /**
   * An engine gone wrong may see something everywhere; that many things are in no picture, and all
   * of them over all samples would not fit into memory.
   */
  static final int MOST_FOUND = 1000;

  private static final Comparator<Detection> BEST_FIRST =
      Comparator.comparingDouble(Detection::score).reversed();

  private final Decoding.Boxes decoding;
  private final ScoreFields scoring;
  private final Optional<PictureSize> size;
  private final int background;

  BoxReader(Decoding.Boxes decoding, List<String> classes, Optional<PictureSize> size) {
    this.decoding = decoding;
    this.scoring = ScoreFields.of(decoding, classes.size());
    this.size = size;
    this.background = decoding.background().map(classes::indexOf).orElse(-1);
  }

  TaskAnswer.Things read(FloatBuffer boxes, FloatBuffer scores) {
    boolean apart = decoding.scores().isPresent();
    int step = apart ? BOX_FIELDS : BOX_FIELDS + scoring.count();
    GridCells cells = new GridCells(decoding, size);
    List<List<Detection>> candidates = new ArrayList<>();
    for (int kind = 0; kind < scoring.classes(); kind++) {
      candidates.add(new ArrayList<>());
    }
    double[] own = new double[scoring.classes()];
    int broken = 0;
    for (int row = 0; row < boxes.limit() / step; row++) {
      int at = row * step;
      Box box = cells.next(boxes.get(at), boxes.get(at + 1), boxes.get(at + 2), boxes.get(at + 3));
      int scoresAt = apart ? row * scoring.count() : at + BOX_FIELDS;
      if (!scoring.read(scores, scoresAt, own) || !box.finite()) {
        broken++;
      } else {
        keep(box, own, candidates);
      }
    }
    List<Detection> found = new ArrayList<>();
    candidates.forEach(kind -> found.addAll(uncovered(kind)));
    found.sort(BEST_FIRST);
    return new TaskAnswer.Things(found.subList(0, Math.min(MOST_FOUND, found.size())), broken);
  }

  private void keep(Box box, double[] scores, List<List<Detection>> candidates) {
    for (int kind = 0; kind < scores.length; kind++) {
      if (kind != background && scores[kind] >= decoding.threshold()) {
        candidates.get(kind).add(new Detection(kind, scores[kind], box));
      }
    }
  }

  /** The best stays, and takes away what overlaps it; then the best of the rest. */
  private List<Detection> uncovered(List<Detection> candidates) {
    candidates.sort(BEST_FIRST);
    List<Detection> kept = new ArrayList<>();
    for (Detection candidate : candidates) {
      if (kept.size() == MOST_FOUND) {
        break;
      }
      if (!covered(candidate, kept)) {
        kept.add(candidate);
      }
    }
    return kept;
  }

  private boolean covered(Detection candidate, List<Detection> kept) {
    for (Detection better : kept) {
      if (better.box().overlap(candidate.box()) > decoding.overlap()) {
        return true;
      }
    }
    return false;
  }
}
