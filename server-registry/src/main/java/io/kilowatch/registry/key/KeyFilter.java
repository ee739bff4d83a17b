package io.kilowatch.registry.key;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.contracts.registry.KeyScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * Which keys a list shall have.
 *
 * @param site id of the site whose own keys are meant
 * @param server id of the server whose keys are meant
 * @param state {@code valid}, {@code revoked} or {@code all}
 */
public record KeyFilter(@Nullable String site, @Nullable String server, String state) {

  List<Criteria> criteria() {
    List<Criteria> all = new ArrayList<>();
    byState(all);
    if (site != null && !site.isBlank()) {
      all.add(of(KeyScope.SITE, site));
    }
    if (server != null && !server.isBlank()) {
      all.add(of(KeyScope.SERVER, server));
    }
    return all;
  }

  private void byState(List<Criteria> all) {
    switch (state) {
      case "valid" -> all.add(where("revokedAt").is(null));
      case "revoked" -> all.add(where("revokedAt").ne(null));
      case "all" -> {}
      default -> throw ProblemException.badRequest("state", "must be valid, revoked or all");
    }
  }

  private static Criteria of(KeyScope scope, String scopeId) {
    return where("scope").is(scope).and("scopeId").is(scopeId);
  }
}
