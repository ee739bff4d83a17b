package io.kilowatch.chat.canned;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/** A reply that engineers keep at hand. */
@Document("cannedReplies")
record CannedReply(@Id String id, String title, String text) {}
