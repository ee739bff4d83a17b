package io.kilowatch.chat.canned;

import io.kilowatch.base.audit.AuditTrail;
import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.base.input.FieldChecks;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.message.Messages;
import io.kilowatch.chat.text.PlainText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Canned replies over HTTP; engineers share them, nobody else sees them. */
@RestController
@RequestMapping("/api/v1/chat/canned-replies")
@PreAuthorize("hasRole('ENGINEER')")
class CannedReplyController {

  private static final int MOST_REPLIES = 200;
  private static final int LONGEST_TITLE = 100;

  private final MongoTemplate mongo;
  private final AuditTrail audit;

  CannedReplyController(MongoTemplate mongo, AuditTrail audit) {
    this.mongo = mongo;
    this.audit = audit;
  }

  /** A reply as a client asks for it. */
  record ReplyRequest(@Nullable String title, @Nullable String text) {

    CannedReply checked(String id) {
      String plainTitle = title == null ? "" : PlainText.line(title);
      String plainText = text == null ? "" : PlainText.of(text);
      FieldChecks checks = new FieldChecks();
      requireLength(checks, "title", plainTitle, LONGEST_TITLE);
      requireLength(checks, "text", plainText, Messages.MOST_CHARACTERS);
      checks.throwIfFailed();
      return new CannedReply(id, plainTitle, plainText);
    }

    private static void requireLength(FieldChecks checks, String field, String value, int most) {
      int length = PlainText.length(value);
      checks.require(
          length > 0 && length <= most, field, "must be 1 to " + most + " characters long");
    }
  }

  /**
   * All of them.
   *
   * @param items by title
   */
  record ReplyList(List<CannedReply> items) {}

  @GetMapping
  ReplyList list() {
    return new ReplyList(mongo.find(new Query().with(Sort.by("title", "id")), CannedReply.class));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  CannedReply create(CurrentUser user, @RequestBody ReplyRequest request) {
    CannedReply reply = request.checked(Identifier.fresh());
    if (mongo.count(new Query(), CannedReply.class) >= MOST_REPLIES) {
      throw ProblemException.conflict("There are %d replies already.".formatted(MOST_REPLIES));
    }
    return noted(user, "created", mongo.insert(reply));
  }

  @PutMapping("/{id}")
  CannedReply replace(
      CurrentUser user, @PathVariable String id, @RequestBody ReplyRequest request) {
    CannedReply reply = request.checked(id);
    var _ = existing(id);
    return noted(user, "changed", mongo.save(reply));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(CurrentUser user, @PathVariable String id) {
    CannedReply reply = existing(id);
    mongo.remove(reply);
    var _ = noted(user, "deleted", reply);
  }

  private CannedReply existing(String id) {
    CannedReply found = mongo.findById(id, CannedReply.class);
    if (found == null) {
      throw ProblemException.notFound("canned reply " + id);
    }
    return found;
  }

  private CannedReply noted(CurrentUser user, String verb, CannedReply reply) {
    audit.record(user, "canned-reply." + verb, reply.id(), Map.of("title", reply.title()));
    return reply;
  }
}
