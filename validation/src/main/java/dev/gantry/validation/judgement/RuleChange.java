package dev.gantry.validation.judgement;

import dev.gantry.dossier.Criterion;
import java.util.function.Predicate;

/**
 * A change of a rule by which the same evidence can give another finding.
 *
 * @param number counts up from 1; that of the last change is the version of all rules
 * @param what one sentence without its full stop
 * @param criteria those whose findings it can change
 */
public record RuleChange(int number, String what, Predicate<Criterion> criteria) {

  /** What is demanded of other builds is judged by the rules for the first. */
  boolean touches(Criterion criterion) {
    return criteria.test(
        criterion instanceof Criterion.Rebuilt rebuilt ? rebuilt.each() : criterion);
  }
}
