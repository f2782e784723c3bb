/** Tickets, what an inbound message becomes, deadlines, goodwill. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"engine", "customer", "messaging"})
package org.carejourney.support;
