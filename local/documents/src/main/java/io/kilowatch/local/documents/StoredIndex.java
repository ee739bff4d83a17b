package io.kilowatch.local.documents;

import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A unique index in a map that is ordered by its keys. It serves each query that says what its
 * first field is, and as many of the next; whoever asks looks for the rest of the query in what is
 * found. As with H2's own, a document with an empty list in one of its fields is not in it.
 */
final class StoredIndex extends AbstractUniqueIndex<Object> {

  private final MVMap<KeyValue, Object> positions;

  StoredIndex(MVMap<KeyValue, Object> positions, String name, List<IndexKey> keys, boolean sparse) {
    super(name, keys, sparse);
    this.positions = positions;
  }

  @Override
  public synchronized boolean canHandle(Document query) {
    return !known(query).isEmpty() || (!asksForList(query) && super.canHandle(query));
  }

  @Override
  public synchronized Iterable<Object> getPositions(Document query) {
    List<Object> known = known(query);
    return known.isEmpty() ? super.getPositions(query) : beginningWith(known);
  }

  /** Of several fields the parent looks for each element of a list as if it were all of a key. */
  private static boolean asksForList(Document query) {
    return query.values().stream().anyMatch(Collection.class::isInstance);
  }

  /** The values of its first fields, as far as the query says them. */
  private List<Object> known(Document query) {
    List<Object> values = new ArrayList<>();
    for (String key : keys()) {
      Object value = query.get(key);
      if (!isPlain(value)) {
        break;
      }
      values.add(value);
    }
    return values;
  }

  /** Whether a query with this asks for what equals it, and for nothing else. */
  private static boolean isPlain(@Nullable Object value) {
    return value != null
        && !(value instanceof Document)
        && !(value instanceof Collection)
        && !BsonRegularExpression.isRegularExpression(value);
  }

  private Iterable<Object> beginningWith(List<Object> values) {
    KeyValue beginning = new KeyValue(values).normalized();
    if (beginning.size() == keys().size()) {
      Object position = getPosition(beginning);
      return position == null ? List.of() : List.of(position);
    }
    // A document with a list in a field has a key for each element.
    Set<Object> found = new LinkedHashSet<>();
    Cursor<KeyValue, Object> from = positions.cursor(beginning);
    while (from.hasNext() && begins(from.next(), beginning)) {
      found.add(from.getValue());
    }
    return found;
  }

  private static boolean begins(KeyValue key, KeyValue beginning) {
    for (int i = 0; i < beginning.size(); i++) {
      if (!beginning.get(i).equals(key.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected @Nullable Object getPosition(KeyValue key) {
    return positions.get(key);
  }

  @Override
  protected boolean putKeyPosition(KeyValue key, Object position) {
    return positions.putIfAbsent(key, Missing.ofNullable(position)) == null;
  }

  @Override
  protected @Nullable Object removeDocument(KeyValue key) {
    return positions.remove(key);
  }

  @Override
  protected Iterable<Entry<KeyValue, Object>> getIterable() {
    return positions.entrySet();
  }

  @Override
  public long getCount() {
    return positions.sizeAsLong();
  }

  @Override
  public long getDataSize() {
    return getCount();
  }
}
