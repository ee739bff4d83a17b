package io.kilowatch.local.documents;

import de.bwaldvogel.mongo.backend.KeyValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/**
 * The values of an index, ordered by the first, then by the second and so on; a beginning comes
 * before all that goes on with it. H2 by itself orders them by the bytes of Java's serialization,
 * which it makes anew of both for each comparison.
 */
final class IndexKeyType extends BasicDataType<KeyValue> {

  private static final int BYTES_OF_AN_OBJECT = 40;

  @Override
  public int compare(KeyValue one, KeyValue other) {
    int both = Math.min(one.size(), other.size());
    for (int i = 0; i < both; i++) {
      int order = compareValues(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  private static int compareValues(Object one, Object other) {
    if (one instanceof String text && other instanceof String otherText) {
      return text.compareTo(otherText);
    }
    if (one instanceof Double number && other instanceof Double otherNumber) {
      return number.compareTo(otherNumber);
    }
    return value().compare(one, other);
  }

  /** It remembers the kind of value that it saw last, so that no two threads may share it. */
  private static ObjectDataType value() {
    return new ObjectDataType();
  }

  @Override
  public int getMemory(KeyValue key) {
    int bytes = BYTES_OF_AN_OBJECT;
    ObjectDataType value = value();
    for (Object each : key) {
      bytes += value.getMemory(each);
    }
    return bytes;
  }

  @Override
  public void write(WriteBuffer to, KeyValue key) {
    to.putVarInt(key.size());
    ObjectDataType value = value();
    for (Object each : key) {
      value.write(to, each);
    }
  }

  @Override
  public KeyValue read(ByteBuffer from) {
    int size = DataUtils.readVarInt(from);
    List<Object> values = new ArrayList<>(size);
    ObjectDataType value = value();
    for (int i = 0; i < size; i++) {
      values.add(value.read(from));
    }
    return new KeyValue(values);
  }

  @Override
  public KeyValue[] createStorage(int size) {
    return new KeyValue[size];
  }
}
