package dev.gantry.golden.sheet;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.quality.BoxScores;
import dev.gantry.golden.quality.ChoiceScore;
import dev.gantry.golden.quality.MapScores;
import dev.gantry.golden.quality.SampleScore;
import dev.gantry.golden.quality.SampleScorer;
import dev.gantry.golden.task.ClassImage;
import dev.gantry.golden.task.Detection;
import dev.gantry.golden.task.LabelledBox;
import dev.gantry.golden.task.TaskAnswer;
import dev.gantry.golden.task.TruthTensors;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** Compares what the reference says of one sample with what its labels say. */
sealed interface LabelComparison {
  /**
   * Boxes with lower scores are left out of the picture: there are many, and nobody acts on them.
   */
  double SHOWN = 0.4;

  /** A class that is covered by less than this is one that the reference does not see. */
  double COVERED = 0.5;

  /** 0 where both agree; of two samples the larger is looked at first. */
  double severity();

  /** Only what is labelled can be disagreed with. */
  record Unlabelled(TaskAnswer answer) implements LabelComparison {
    @Override
    public double severity() {
      return 0;
    }
  }

  /** One class each; the margin is by how much the wrong one scores higher. */
  record Choices(int labelled, OptionalInt chosen, double margin) implements LabelComparison {
    @Override
    public double severity() {
      return agrees() ? 0 : Math.max(Double.MIN_VALUE, margin);
    }

    boolean agrees() {
      return chosen.isPresent() && chosen.getAsInt() == labelled;
    }
  }

  /** Boxes; those found have a score that is worth showing. */
  record Things(List<LabelledBox> labelled, List<Detection> found, BoxScores scores)
      implements LabelComparison {
    public Things {
      labelled = List.copyOf(labelled);
      found = List.copyOf(found);
    }

    @Override
    public double severity() {
      return missed() + extra() + scores.broken();
    }

    int missed() {
      return labelled.size() - scores.hits();
    }

    /** In falling order of score each finds the nearest of its class, as it is scored. */
    List<LabelledBox> unfound() {
      List<LabelledBox> unfound = new ArrayList<>(labelled);
      for (int rank = 0; rank < found.size(); rank++) {
        if (scores.hit(rank)) {
          Detection detection = found.get(rank);
          unfound.stream()
              .filter(box -> box.kind() == detection.kind())
              .max(Comparator.comparingDouble(box -> box.box().overlap(detection.box())))
              .ifPresent(unfound::remove);
        }
      }
      return unfound;
    }

    int extra() {
      return found.size() - scores.hits();
    }
  }

  /** Classes place by place. */
  record Places(ClassImage labelled, ClassImage said, MapScores scores) implements LabelComparison {
    @Override
    public double severity() {
      double worst = 1;
      for (int kind = 0; kind < scores.labelled().size(); kind++) {
        worst = Math.min(worst, overlap(kind));
      }
      return worst < COVERED || scores.broken() > 0 ? 1 - mean() + Double.MIN_VALUE : 0;
    }

    /** 1 for a class that is not labelled here. */
    double overlap(int kind) {
      int labelledHere = scores.labelled().get(kind);
      int both = scores.both().get(kind);
      return labelledHere == 0
          ? 1
          : (double) both / (labelledHere + scores.answered().get(kind) - both);
    }

    double mean() {
      double sum = 0;
      int counted = 0;
      for (int kind = 0; kind < scores.labelled().size(); kind++) {
        if (scores.labelled().get(kind) > 0) {
          sum += overlap(kind);
          counted++;
        }
      }
      return counted == 0 ? 1 : sum / counted;
    }
  }

  static LabelComparison of(
      SampleScorer scorer,
      GoldenSet set,
      int sample,
      TaskAnswer answer,
      List<Tensor> outputs,
      List<Tensor> truth) {
    TaskAnswer seen =
        answer instanceof TaskAnswer.Things things
            ? new TaskAnswer.Things(shown(things), things.broken())
            : answer;
    return scorer
        .score(set.samples().get(sample), truth, seen)
        .map(score -> of(score, set, seen, outputs, truth))
        .orElseGet(() -> new Unlabelled(answer));
  }

  private static LabelComparison of(
      SampleScore score,
      GoldenSet set,
      TaskAnswer answer,
      List<Tensor> outputs,
      List<Tensor> truth) {
    if (score instanceof ChoiceScore choice) {
      return new Choices(choice.labelled(), choice.answered(), margin(set, choice, outputs));
    }
    if (score instanceof BoxScores boxes) {
      return new Things(
          TruthTensors.boxes(truth.get(0), set.classes().size()),
          ((TaskAnswer.Things) answer).found(),
          boxes);
    }
    return new Places(
        TruthTensors.map(truth.get(0)), ((TaskAnswer.Places) answer).image(), (MapScores) score);
  }

  static List<Detection> shown(TaskAnswer.Things things) {
    return things.found().stream().filter(one -> one.score() >= SHOWN).toList();
  }

  private static double margin(GoldenSet set, ChoiceScore choice, List<Tensor> outputs) {
    if (choice.answered().isEmpty()) {
      return Double.MAX_VALUE;
    }
    String name = set.decoding().orElseThrow().output();
    FloatBuffer scores =
        outputs.stream()
            .filter(output -> output.name().equals(name))
            .findFirst()
            .orElseThrow()
            .data()
            .asFloatBuffer();
    return scores.get(choice.answered().getAsInt()) - scores.get(choice.labelled());
  }
}
