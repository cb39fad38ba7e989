package dev.gantry.reports.page;

import dev.gantry.dossier.JudgedRelease.Account;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts together what the trials of one board say of it, said once; where they disagree, every
 * answer is shown.
 */
final class BoardFacts {
  private BoardFacts() {}

  static SortedMap<String, String> of(List<Account> accounts) {
    Map<String, TreeSet<String>> answers = new TreeMap<>();
    for (Account account : accounts) {
      account
          .facts()
          .forEach(
              (fact, answer) -> answers.computeIfAbsent(fact, key -> new TreeSet<>()).add(answer));
    }
    SortedMap<String, String> facts = new TreeMap<>();
    answers.forEach((fact, all) -> facts.put(fact, String.join(" / ", all)));
    return facts;
  }
}
