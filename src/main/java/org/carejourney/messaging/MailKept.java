package org.carejourney.messaging;

/** A mail was fetched from a mailbox and is kept; published after the commit, outside of it. */
public record MailKept(String inboundId) {}
