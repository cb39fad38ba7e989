package dev.gantry.golden;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Problem;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Holds the problems and the figures that a verification of a set found.
 *
 * @param remarks what is no fault, but should be known
 * @param opened whether the samples were opened now
 * @param difference where the model was run again, the largest difference of any output from its
 *     reference, as a share of the largest value of that reference
 */
public record VerificationResult(
    List<Problem> problems,
    List<String> remarks,
    int files,
    ByteCount bytes,
    boolean opened,
    OptionalDouble difference) {
  public VerificationResult {
    problems = List.copyOf(problems);
    remarks = List.copyOf(remarks);
  }
}
