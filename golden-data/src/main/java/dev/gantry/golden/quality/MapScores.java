package dev.gantry.golden.quality;

import dev.gantry.golden.task.ClassImage;
import dev.gantry.golden.task.TaskAnswer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Counts the places of one sample that have a class by its labels, by the answer, and by both.
 *
 * @param taken each pair of a labelled and an answered class that is there
 * @param broken places for which no class could be chosen
 */
public record MapScores(
    List<Integer> labelled,
    List<Integer> answered,
    List<Integer> both,
    List<ClassConfusion.Taken> taken,
    int broken)
    implements SampleScore {
  public MapScores {
    labelled = List.copyOf(labelled);
    answered = List.copyOf(answered);
    both = List.copyOf(both);
    taken = List.copyOf(taken);
  }

  /** Places without a label are not counted, whatever the answer says there. */
  public static MapScores of(
      TaskAnswer.Places answer, ClassImage truth, OptionalInt ignore, int classes) {
    ClassImage said = answer.image();
    if (said.width() != truth.width() || said.height() != truth.height()) {
      throw new IllegalArgumentException("labels are " + truth + ", the answer is " + said);
    }
    ClassConfusion.Tally tally = new ClassConfusion.Tally(classes);
    for (int place = 0; place < truth.places(); place++) {
      int wanted = truth.at(place);
      if (wanted == ClassImage.NONE || wanted == ignore.orElse(ClassImage.NONE)) {
        continue;
      }
      if (wanted >= classes) {
        throw new IllegalArgumentException(
            "level " + wanted + " of " + truth + " is none of " + classes + " classes");
      }
      // A place without a choice has no class: it is missing wherever it was wanted.
      boolean chosen = said.at(place) != ClassImage.NONE;
      tally.add(wanted, chosen ? said.at(place) : ClassConfusion.NOTHING);
    }
    return of(tally.taken(), classes, answer.broken());
  }

  public static MapScores of(List<ClassConfusion.Taken> taken, int classes, int broken) {
    int[] labelled = new int[classes];
    int[] answered = new int[classes];
    int[] both = new int[classes];
    for (ClassConfusion.Taken pair : taken) {
      labelled[pair.labelled()] += pair.count();
      if (pair.answered() != ClassConfusion.NOTHING) {
        answered[pair.answered()] += pair.count();
        both[pair.labelled()] += pair.labelled() == pair.answered() ? pair.count() : 0;
      }
    }
    return new MapScores(list(labelled), list(answered), list(both), taken, broken);
  }

  private static List<Integer> list(int[] counts) {
    return Arrays.stream(counts).boxed().toList();
  }
}
