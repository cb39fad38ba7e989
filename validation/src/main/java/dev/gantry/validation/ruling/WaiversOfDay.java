package dev.gantry.validation.ruling;

import dev.gantry.dossier.Subject;
import dev.gantry.dossier.Waiver;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The waivers of a release, as they stand on one day. */
public record WaiversOfDay(List<Waiver> waivers, LocalDate day) {
  public WaiversOfDay {
    waivers = List.copyOf(waivers);
  }

  Optional<Waiver> covering(Subject subject) {
    return waivers.stream().filter(waiver -> waiver.covers(subject, day)).findFirst();
  }

  /** Words on the waiver that would have covered it had it not run out; empty if there is none. */
  String expiry(Subject subject) {
    if (covering(subject).isPresent()) {
      return "";
    }
    return waivers.stream()
        .filter(waiver -> waiver.covers(subject, waiver.expires()))
        .findFirst()
        .map(waiver -> "; the waiver of " + waiver.owner() + " expired on " + waiver.expires())
        .orElse("");
  }
}
