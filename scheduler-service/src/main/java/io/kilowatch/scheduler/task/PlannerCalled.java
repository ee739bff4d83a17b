package io.kilowatch.scheduler.task;

/** There is something for the planner to look at; if it is at this replica it need not wait. */
public record PlannerCalled() {}
