package org.carejourney.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Something that happened to a customer in the company's systems.
 *
 * @param source who tells it; an id is used once in each source
 * @param type such as {@code customer.joined}; what diagrams call the message
 * @param time when it happened
 * @param data what more is known of it: personal, and kept in our own table only
 */
public record Event(
    String source, String id, String type, String customerId, Instant time, ObjectNode data) {}
