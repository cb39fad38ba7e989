package dev.gantry.converter.compare;

import java.util.List;

/**
 * Holds what quantizing one tensor alone costs the outputs.
 *
 * @param layers the nodes that read it
 * @param decibel what the output that suffers most keeps
 */
public record LayerDamage(String tensor, List<String> layers, double decibel) {
  public LayerDamage {
    layers = List.copyOf(layers);
  }
}
