package org.carejourney.support;

/** A ticket has come to a new status. Ids only; published in the changing transaction. */
public record TicketChanged(String number, String customerId, Ticket.Status status) {}
