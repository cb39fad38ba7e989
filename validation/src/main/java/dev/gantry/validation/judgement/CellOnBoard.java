package dev.gantry.validation.judgement;

import dev.gantry.dossier.Cell;

/** Names a cell of the plan on one of the boards that it must be measured on. */
public record CellOnBoard(Cell cell, String board) {}
