package io.kilowatch.scheduler.task;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much people may ask for.
 *
 * @param mostActive tasks that one person may have active at once
 * @param answerWithin how long a submission waits for the planner
 */
@ConfigurationProperties("kilowatch.tasks")
record TaskSettings(
    @DefaultValue("1000") int mostActive, @DefaultValue("10s") Duration answerWithin) {}
