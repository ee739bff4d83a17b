package io.kilowatch.local.documents;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoredIndexTests {

  private final MVStore store = MVStore.open(null);
  private final MVMap<KeyValue, Object> positions =
      store.openMap("map", new MVMap.Builder<KeyValue, Object>().keyType(new IndexKeyType()));
  private final StoredIndex index =
      new StoredIndex(
          positions, "index", List.of(new IndexKey("a", true), new IndexKey("b", true)), false);

  @BeforeEach
  void fill() {
    for (String a : List.of("x", "y", "z")) {
      for (int b = 0; b < 3; b++) {
        positions.put(new KeyValue(a, (double) b), a + b);
      }
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void canHandle_whatSaysTheFirstField_alone() {
    assertThat(index.canHandle(new Document("a", "x"))).isTrue();
    assertThat(index.canHandle(new Document("c", 1).append("a", "x"))).isTrue();
    assertThat(index.canHandle(new Document("b", 1))).isFalse();
    assertThat(index.canHandle(new Document("a", new Document("$gt", "x")))).isFalse();
    assertThat(index.canHandle(new Document("a", null).append("c", 1))).isFalse();
    assertThat(index.canHandle(new Document())).isFalse();
  }

  @Test
  void getPositions_ofTheFirstField_areThoseInOrder() {
    assertThat(index.getPositions(new Document("a", "y"))).containsExactly("y0", "y1", "y2");
    assertThat(index.getPositions(new Document("a", "w"))).isEmpty();
    assertThat(
            index.getPositions(
                new Document("a", "z").append("b", new Document("$gt", 1)).append("c", 5)))
        .containsExactly("z0", "z1", "z2");
  }

  @Test
  void getPositions_ofAllFields_isOne() {
    assertThat(index.getPositions(new Document("a", "y").append("b", 1L).append("c", 5)))
        .containsExactly("y1");
    assertThat(index.getPositions(new Document("a", "y").append("b", 7))).isEmpty();
  }
}
