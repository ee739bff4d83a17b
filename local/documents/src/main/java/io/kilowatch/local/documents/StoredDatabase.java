package io.kilowatch.local.documents;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * A database whose maps know what is in them: documents are kept as BSON and indexes are ordered by
 * their values, where H2 alone would serialize Java's objects.
 *
 * <p>An index that H2 kept by itself is removed when it is opened, and made anew.
 */
final class StoredDatabase extends H2Database {

  private final MVStore store;

  StoredDatabase(String name, MVStore store, CursorRegistry cursors) {
    this.store = store; // before its parent opens what is there
    super(name, store, cursors);
  }

  /** The parent takes the map that is open by then. */
  @Override
  protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
    var _ =
        store.openMap(
            "databases." + getFullCollectionNamespace(name),
            new MVMap.Builder<Object, Document>().valueType(new StoredDocumentType()));
    return super.openOrCreateCollection(name, options);
  }

  @Override
  protected Index<Object> openOrCreateUniqueIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    store.removeMap(getFullCollectionNamespace(collection) + "._index_" + name);
    return new StoredIndex(
        store.openMap(
            mapName(collection, name),
            new MVMap.Builder<KeyValue, Object>().keyType(new IndexKeyType())),
        name,
        keys,
        sparse);
  }

  @Override
  protected void dropIndex(MongoCollection<Object> collection, String name) {
    super.dropIndex(collection, name);
    store.removeMap(mapName(collection.getCollectionName(), name));
  }

  private String mapName(String collection, String index) {
    return getFullCollectionNamespace(collection) + "._ordered_" + index;
  }
}
