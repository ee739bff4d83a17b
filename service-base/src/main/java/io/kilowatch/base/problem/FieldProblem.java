package io.kilowatch.base.problem;

/** What is wrong with one field of the input, in words its sender can act on. */
public record FieldProblem(String field, String reason) {}
