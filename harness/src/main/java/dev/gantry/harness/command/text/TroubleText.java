package dev.gantry.harness.command.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Trouble;
import dev.gantry.harness.terminal.Console;

/** Trouble of one board among others, for people on the one stream and machines on the other. */
public record TroubleText(Console console) {
  public void tell(Trouble trouble, ObjectNode node) {
    node.put("trouble", trouble.what()).put("remedy", trouble.remedy());
    console.trouble(console.paint(Console.Colour.YELLOW, "trouble") + "  " + trouble);
  }
}
