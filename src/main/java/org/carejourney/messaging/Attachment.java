package org.carejourney.messaging;

/**
 * Something that came with a mail. Name and type are what the sender says: good for showing, never
 * for deciding what to do with the bytes.
 *
 * @param number its place in the list of its mail, from 1
 * @param name without folders, control characters and direction marks; never empty
 * @param type media type without parameters, in small letters
 * @param size in bytes, decoded
 */
public record Attachment(int number, String name, String type, long size) {}
