package dev.gantry.golden.task;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Counts the places of one sample that have a class by its labels, by the answer, and by both.
 *
 * @param broken places for which no class could be chosen
 */
public record MapScores(
    List<Integer> labelled, List<Integer> answered, List<Integer> both, int broken)
    implements SampleScore {
  public MapScores {
    labelled = List.copyOf(labelled);
    answered = List.copyOf(answered);
    both = List.copyOf(both);
  }

  /** Places without a label are not counted, whatever the answer says there. */
  public static MapScores of(
      TaskAnswer.Places answer, ClassImage truth, OptionalInt ignore, int classes) {
    ClassImage said = answer.image();
    if (said.width() != truth.width() || said.height() != truth.height()) {
      throw new IllegalArgumentException("labels are " + truth + ", the answer is " + said);
    }
    int[] labelled = new int[classes];
    int[] answered = new int[classes];
    int[] both = new int[classes];
    for (int place = 0; place < truth.places(); place++) {
      int wanted = truth.at(place);
      if (wanted == ClassImage.NONE || wanted == ignore.orElse(ClassImage.NONE)) {
        continue;
      }
      if (wanted >= classes) {
        throw new IllegalArgumentException(
            "level " + wanted + " of " + truth + " is none of " + classes + " classes");
      }
      labelled[wanted]++;
      // A place without a choice has no class: it is missing wherever it was wanted.
      if (said.at(place) != ClassImage.NONE) {
        answered[said.at(place)]++;
        both[wanted] += said.at(place) == wanted ? 1 : 0;
      }
    }
    return new MapScores(list(labelled), list(answered), list(both), answer.broken());
  }

  private static List<Integer> list(int[] counts) {
    return Arrays.stream(counts).boxed().toList();
  }
}
