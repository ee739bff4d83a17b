package io.kilowatch.scheduler.task;

import io.kilowatch.base.input.FieldChecks;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A container as a client asks for it.
 *
 * @param command null for the image's own
 * @param env null for none
 */
record ContainerRequest(
    @Nullable String image, @Nullable List<String> command, @Nullable Map<String, String> env) {

  private static final Pattern IMAGE = Pattern.compile("[a-z0-9][\\w./:@-]{0,254}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_]\\w{0,127}");
  private static final int MOST_PARTS = 64;
  private static final int LONGEST_PART = 4_000;

  /** The planner has those of all tasks in memory. */
  private static final int MOST_CHARACTERS = 16_000;

  Container checked(FieldChecks checks) {
    String name =
        checks.text(
            "container.image", image, text -> IMAGE.matcher(text).matches(), "must name an image");
    List<String> parts = command == null ? List.of() : command;
    Map<String, String> variables = env == null ? Map.of() : env;
    boolean fineCommand =
        parts.size() <= MOST_PARTS && parts.stream().allMatch(ContainerRequest::isPart);
    checks.require(
        fineCommand, "container.command", "must be at most " + MOST_PARTS + " short texts");
    boolean fineVariables =
        variables.size() <= MOST_PARTS
            && variables.entrySet().stream()
                .allMatch(
                    each -> VARIABLE.matcher(each.getKey()).matches() && isPart(each.getValue()));
    checks.require(
        fineVariables,
        "container.env",
        "must be at most " + MOST_PARTS + " names of variables with short texts");
    checks.require(
        !fineCommand || !fineVariables || characters(parts, variables) <= MOST_CHARACTERS,
        "container.command",
        "must be at most " + MOST_CHARACTERS + " characters long, with all variables");
    return new Container(
        name, fineCommand ? parts : List.of(), fineVariables ? variables : Map.of());
  }

  private static int characters(List<String> command, Map<String, String> variables) {
    return Stream.of(command.stream(), variables.keySet().stream(), variables.values().stream())
        .flatMap(each -> each)
        .mapToInt(String::length)
        .sum();
  }

  private static boolean isPart(@Nullable String text) {
    return text != null && text.length() <= LONGEST_PART;
  }
}
