package dev.gantry.validation.judgement;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Quantity;
import dev.gantry.validation.judgement.BoardEvidence.Evidence;
import dev.gantry.validation.judgement.BoardEvidence.OtherBuild;
import dev.gantry.validation.ruling.ReadingText;
import dev.gantry.validation.ruling.Ruling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Checks that what is demanded of the engine that ships holds for every engine that its recipe
 * gave; the worst of them speaks for all.
 */
record RebuildCheck(Criterion.Rebuilt criterion) {
  /** A build by its number, counted from the first, which ships. */
  private record Ruled(int build, boolean alike, Ruling ruling) {}

  /**
   * @param shipped what is said of the engine that ships
   */
  Ruling rule(Ruling shipped, List<OtherBuild> others, Function<Evidence, CellRuling> ruledCell) {
    if (others.size() + 1 < criterion.builds()) {
      return Ruling.unknown(
          Blame.CONFIGURATION,
          "its recipe was compiled "
              + times(others.size() + 1)
              + ", and "
              + criterion.builds()
              + " builds were to be compared",
          "run this cell of the release again");
    }
    List<Ruled> ruled = new ArrayList<>();
    for (OtherBuild other : others.subList(0, criterion.builds() - 1)) {
      ruled.add(
          new Ruled(
              ruled.size() + 2,
              other.evidence().isEmpty(),
              other
                  .evidence()
                  .map(found -> ruledCell.apply(found).rule(criterion.each()))
                  .orElse(shipped)));
    }
    Ruled worst = ruled.stream().max(worse()).orElseThrow();
    long distinct = ruled.stream().filter(one -> !one.alike()).count();
    return told(worst, summary(shipped, ruled), Math.max(1, distinct));
  }

  /**
   * What is unknown lies between what is broken and what is met; among what is broken the surest is
   * the worst, then the value decides.
   */
  private Comparator<Ruled> worse() {
    boolean atMost = criterion.limit().relation() == Limit.Relation.AT_MOST;
    Comparator<Ruled> byValue =
        Comparator.comparingDouble(one -> one.ruling().measured().map(Quantity::plain).orElse(0.0));
    return Comparator.<Ruled>comparingInt(one -> one.ruling().badness())
        .thenComparing(one -> one.ruling().chance(), Comparator.reverseOrder())
        .thenComparing(atMost ? byValue : byValue.reversed());
  }

  /** Among several builds one looks bad by chance more often than one alone. */
  private static Ruling told(Ruled worst, String summary, long distinct) {
    String about = summary + "; build " + worst.build() + ": ";
    return worst
        .ruling()
        .in(
            new Ruling.Cases<Ruling>() {
              @Override
              public Ruling met(Ruling.Met met) {
                return new Ruling.Met(met.value(), about + met.message());
              }

              @Override
              public Ruling broken(Ruling.Broken broken) {
                return new Ruling.Broken(
                    broken.value(),
                    Math.min(1, broken.chance() * distinct),
                    about + broken.message(),
                    "the next build may be like that one: leave room to the limit, or give its"
                        + " layers another precision; until then the engine that was tested must"
                        + " not be built anew");
              }

              @Override
              public Ruling unknown(Ruling.Unknown unknown) {
                return new Ruling.Unknown(
                    unknown.value(), unknown.blame(), about + unknown.message(), unknown.remedy());
              }
            });
  }

  private String summary(Ruling shipped, List<Ruled> ruled) {
    StringBuilder text =
        new StringBuilder(ruled.size() + 1 + " builds, build 1, which ships: " + value(shipped));
    for (Ruled one : ruled) {
      text.append(", ").append(one.build()).append(": ");
      text.append(one.alike() ? "the same bytes" : value(one.ruling()));
    }
    return text.toString();
  }

  private String value(Ruling ruling) {
    return ruling
        .measured()
        .map(quantity -> ReadingText.beside(quantity, criterion.limit().bound()))
        .orElse("not measured");
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }
}
