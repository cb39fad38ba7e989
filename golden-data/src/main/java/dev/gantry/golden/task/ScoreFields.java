package dev.gantry.golden.task;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.Decoding.Activation;
import dev.gantry.dossier.Decoding.Scoring;
import java.nio.FloatBuffer;

/** The score fields of a row, and what they say of each class. */
record ScoreFields(Scoring scoring, Activation activation, int classes) {
  static ScoreFields of(Decoding.Boxes decoding, int classes) {
    return new ScoreFields(decoding.scoring(), decoding.activation(), classes);
  }

  int count() {
    return classes + before();
  }

  private int before() {
    return switch (scoring) {
      case OBJECTNESS_TIMES_CLASS -> 1;
      case CLASS -> 0;
    };
  }

  /** Writes the score of each class; false where a field is NaN or infinite. */
  boolean read(FloatBuffer fields, int from, double[] scores) {
    for (int field = from; field < from + count(); field++) {
      if (!Float.isFinite(fields.get(field))) {
        return false;
      }
    }
    for (int kind = 0; kind < classes; kind++) {
      scores[kind] = fields.get(from + before() + kind);
    }
    activate(scores);
    if (before() > 0) {
      double something = alone(fields.get(from));
      for (int kind = 0; kind < classes; kind++) {
        scores[kind] *= something;
      }
    }
    return true;
  }

  private void activate(double[] scores) {
    switch (activation) {
      case NONE -> {}
      case SIGMOID -> {
        for (int kind = 0; kind < scores.length; kind++) {
          scores[kind] = sigmoid(scores[kind]);
        }
      }
      case SOFTMAX -> softmax(scores);
    }
  }

  /** A softmax needs rivals: "something is there" has none, and stands against its absence. */
  private double alone(double objectness) {
    return switch (activation) {
      case NONE -> objectness;
      case SIGMOID, SOFTMAX -> sigmoid(objectness);
    };
  }

  private static double sigmoid(double value) {
    return 1 / (1 + Math.exp(-value));
  }

  private static void softmax(double[] scores) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      highest = Math.max(highest, score);
    }
    double sum = 0;
    for (int kind = 0; kind < scores.length; kind++) {
      scores[kind] = Math.exp(scores[kind] - highest);
      sum += scores[kind];
    }
    for (int kind = 0; kind < scores.length; kind++) {
      scores[kind] /= sum;
    }
  }
}
