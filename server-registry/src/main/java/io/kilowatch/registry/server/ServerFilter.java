package io.kilowatch.registry.server;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.registry.input.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * Which servers a list shall have.
 *
 * @param q part of the name, the rack or the whole id
 * @param label {@code key} or {@code key=value}
 * @param state {@code active}, {@code retired} or {@code all}
 */
record ServerFilter(
    @Nullable String site, @Nullable String q, @Nullable String label, String state) {

  List<Criteria> criteria() {
    List<Criteria> all = new ArrayList<>();
    byState(all);
    if (site != null && !site.isBlank()) {
      all.add(where("siteId").is(site));
    }
    if (q != null && !q.isBlank()) {
      all.add(bySearch(q.strip()));
    }
    if (label != null && !label.isBlank()) {
      all.add(byLabel(label.strip()));
    }
    return all;
  }

  private void byState(List<Criteria> all) {
    switch (state) {
      case "active" -> all.add(where("retiredAt").is(null));
      case "retired" -> all.add(where("retiredAt").ne(null));
      case "all" -> {}
      default -> throw ProblemException.badRequest("state", "must be active, retired or all");
    }
  }

  private static Criteria bySearch(String text) {
    Pattern part = SearchText.anywhere("q", text);
    return new Criteria()
        .orOperator(where("name").regex(part), where("rack").regex(part), where("id").is(text));
  }

  private static Criteria byLabel(String label) {
    int equals = label.indexOf('=');
    return equals < 0
        ? where("labels").elemMatch(where("key").is(label))
        : where("labels")
            .elemMatch(
                where("key")
                    .is(label.substring(0, equals))
                    .and("value")
                    .is(label.substring(equals + 1)));
  }
}
