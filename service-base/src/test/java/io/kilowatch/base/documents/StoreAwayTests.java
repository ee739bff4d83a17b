package io.kilowatch.base.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerId;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoExceptionTranslator;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class StoreAwayTests {

  private static final ServerAddress ADDRESS = new ServerAddress("mongo", 27017);

  @RestController
  private record Controller(RuntimeException failure) {

    @GetMapping("/")
    String get() {
      throw Objects.requireNonNull(
          new MongoExceptionTranslator().translateExceptionIfPossible(failure));
    }
  }

  private static Stream<RuntimeException> signsOfAbsence() {
    return Stream.of(
        new MongoSocketOpenException("refused", ADDRESS),
        new MongoConnectionPoolClearedException(new ServerId(new ClusterId(), ADDRESS), null),
        new MongoNotPrimaryException(refusal(10107), ADDRESS),
        new MongoNodeIsRecoveringException(refusal(11602), ADDRESS));
  }

  @ParameterizedTest
  @MethodSource("signsOfAbsence")
  void failure_whileTheStoreIsAway_isToBeTriedLater(RuntimeException failure) {
    assertThat(mvc(failure).get().uri("/"))
        .hasStatus(503)
        .hasHeader("Retry-After", "5")
        .bodyJson()
        .extractingPath("detail")
        .isEqualTo("The database does not answer.");
  }

  @Test
  void failure_ofTheCommandItself_isLeftToOthers() {
    assertThat(mvc(new MongoCommandException(refusal(2), ADDRESS)).get().uri("/")).hasFailed();
  }

  private static BsonDocument refusal(int code) {
    return BsonDocument.parse("{ok: 0, code: %d, errmsg: 'refused'}".formatted(code));
  }

  private static MockMvcTester mvc(RuntimeException failure) {
    return MockMvcTester.create(
        MockMvcBuilders.standaloneSetup(new Controller(failure))
            .setControllerAdvice(new StoreAway())
            .build());
  }
}
