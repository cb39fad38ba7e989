package dev.gantry.dossier;

/** The compiled bytes, named by their own digest, and the recipe that they came from. */
public record Engine(Digest digest, ByteCount size, Recipe recipe) {}
