package io.kilowatch.local.documents;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Collection;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/**
 * Documents in a file, as BSON: a tag and the length that BSON begins with. What was written by
 * Java's serialization, as H2 does it, can be read, too; H2 uses no such tag.
 */
final class StoredDocumentType extends BasicDataType<Document> {

  private static final byte BSON = -1;
  private static final int USUAL_BYTES = 512;
  private static final int BYTES_OF_A_FIELD = 80;

  /** An estimate by which the store splits pages and decides what to keep of them. */
  @Override
  public int getMemory(Document document) {
    return USUAL_BYTES + bytesOf(document.values());
  }

  private static int bytesOf(Collection<?> values) {
    int bytes = 0;
    for (Object value : values) {
      bytes += BYTES_OF_A_FIELD;
      switch (value) {
        case String text -> bytes += text.length();
        case Document inner -> bytes += bytesOf(inner.values());
        case Collection<?> list -> bytes += bytesOf(list);
        case null, default -> {}
      }
    }
    return bytes;
  }

  @Override
  public void write(WriteBuffer to, Document document) {
    ByteBuf bson = Unpooled.buffer(USUAL_BYTES);
    BsonEncoder.encodeDocument(document, bson);
    to.put(BSON).put(bson.array(), 0, bson.readableBytes());
  }

  @Override
  public Document read(ByteBuffer from) {
    if (from.get(from.position()) != BSON) {
      return (Document) new ObjectDataType().read(from);
    }
    ByteBuf bson = Unpooled.wrappedBuffer(from.position(from.position() + 1));
    Document document = BsonDecoder.decodeBson(bson);
    from.position(from.position() + bson.readerIndex());
    return document;
  }

  @Override
  public Document[] createStorage(int size) {
    return new Document[size];
  }
}
