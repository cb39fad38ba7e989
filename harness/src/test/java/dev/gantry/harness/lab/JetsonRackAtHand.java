package dev.gantry.harness.lab;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** Keeps a rack up for a person to type at, until the input ends or the process is told to. */
final class JetsonRackAtHand {
  private JetsonRackAtHand() {}

  /** A folder, and the JetPacks of boards whose int8 falls back to fp32. */
  public static void main(String[] words) throws Exception {
    Path folder = Path.of(words[0]);
    // Also what a start that was broken off leaves.
    atTheEnd(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy));
    JetsonRack rack = JetsonRack.up(folder, JetsonRack.ALL);
    atTheEnd(rack::close);
    for (String jetpack : Arrays.asList(words).subList(1, words.length)) {
      rack.fallBack(jetpack);
      System.out.println("On the board of JetPack " + jetpack + " int8 falls back to fp32.");
    }
    System.out.println(
        """
        Four boards with stand-ins for trtexec are up. In another shell, from the folder of Gantry:

          export GANTRY_HOME=%1$s
          ./gantry plan %2$s
          ./gantry run %2$s --out %3$s

        They go with Ctrl-C or the end of the input.\
        """
            .formatted(rack.home(), rack.release(), folder.resolve("out")));
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  private static void atTheEnd(Runnable act) {
    Runtime.getRuntime().addShutdownHook(new Thread(act));
  }
}
