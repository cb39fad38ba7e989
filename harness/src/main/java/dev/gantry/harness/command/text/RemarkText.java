package dev.gantry.harness.command.text;

import dev.gantry.dossier.PrintableText;
import dev.gantry.harness.terminal.Console;
import java.util.List;

/** Prints remarks: what is no fault and changes no verdict, and should be known all the same. */
public record RemarkText(Console console) {
  public void tell(List<String> remarks) {
    remarks.forEach(this::tell);
  }

  public void tell(String remark) {
    console.note(
        console.paint(Console.Colour.YELLOW, "remark") + "  " + PrintableText.line(remark));
  }
}
